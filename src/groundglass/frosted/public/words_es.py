"""The public page and the sign in Spanish."""

from __future__ import annotations

from typing import Final

from groundglass.frosted.public.words import PageWords, SignWords

_SIGN: Final = SignWords(
    heading="Videovigilancia",
    promise="Las personas se ocultan antes de que la imagen se guarde o se muestre.",
    operator="Responsable del tratamiento",
    purpose="Finalidad",
    basis="Base jurídica",
    kept="Plazo de conservación",
    officer="Delegado de protección de datos",
    rights="Sus derechos",
    rights_text="Acceso, rectificación, supresión, limitación, oposición (RGPD, artículos 15 a 18 y 21).",
    complaint="Reclamaciones: {authority}",
    more="Todo sobre esta cámara",
    to_fill="por completar",
    missing="En este cartel falta todavía: {names}.",
    nothing_missing="Este cartel dice lo que el artículo 13 del RGPD pide a primera vista. Léalo una vez más e "
    "imprímalo.",
    page_is_off="La página pública está desactivada: el código lleva a una página que lo dice. Actívela antes de "
    "colocar el cartel.",
    sizes={"a4": "A4, para la entrada", "a6": "A6, como adhesivo"},
    how_to_print="Imprima con su navegador, sin márgenes ni encabezados.",
)

SPANISH: Final = PageWords(
    language_name="Español",
    decimal=",",
    languages="Idioma",
    skip="Ir a las cámaras",
    title="Las cámaras de {site}",
    lead="Estas cámaras muestran qué ocurre, y no quién es. Toda parte de la imagen que no se haya probado que es el "
    "lugar vacío se oculta antes de guardar, mostrar o enviar nada.",
    off_title="Este sitio no ha publicado sus cámaras",
    off_text="Quien lo gestiona puede activar esta página. Hasta entonces, pregunte a quien figura en el cartel de la "
    "entrada.",
    gone_title="Aquí no existe esa cámara",
    gone_text="Quizá fue retirada, o la dirección está mal escrita.",
    unsaid="aún no indicado",
    responsible="Quién es responsable",
    operator="Gestor",
    contact="Contacto",
    officer="Delegado de protección de datos",
    authority="Autoridad de control",
    recipients="Quién más recibe grabaciones",
    transfers="Transferencias a otros países",
    rights="Sus derechos",
    rights_text=(
        (
            "Puede preguntar qué se guarda sobre usted y pedir que se rectifique, suprima o limite; puede oponerse; y "
            "puede reclamar ante la autoridad de control (RGPD, artículos 15 a 18, 21 y 77)."
        ),
        (
            "Las grabaciones no muestran quién es una persona. Para encontrarle en ellas, el gestor necesita saber "
            "dónde y cuándo estuvo, y quizá no pueda encontrarle (artículo 11)."
        ),
    ),
    cameras="Cámaras",
    no_cameras="Este sitio no tiene cámaras.",
    no_place="Lugar no indicado",
    is_off="apagada",
    purpose="Finalidad",
    basis="Base jurídica",
    kept="Plazo de conservación",
    kept_days="{days} días como máximo; después se borra",
    kept_hours="{hours} horas como máximo; después se borra",
    kept_unbounded="sin plazo fijo; lo más antiguo se borra cuando falta espacio",
    one_day="1 día",
    days="{days} días",
    hours="{hours} horas",
    hiding="Cómo se oculta a las personas",
    styles={
        "silhouette": "tras simples bloques de vidrio esmerilado; nada de su aspecto está en la imagen",
        "mosaic": "tras un patrón de celdas gruesas; nada de su aspecto está en la imagen",
        "absent": "no se muestran; en su lugar aparece el lugar vacío",
    },
    modes={
        "proven": "Una parte de la imagen se muestra cuando, con el tiempo, se ha probado que es el lugar.",
        "approved": "Una parte de la imagen solo se muestra después de que una persona la apruebe como lugar.",
    },
    left="Qué queda de una persona",
    left_measured="Como máximo {left} píxeles por metro: {says} (clase «{reaches}» de IEC 62676-4). La propia cámara "
    "da hasta {camera}, clase «{camera_reaches}».",
    left_unmeasured="No se ha medido la escala de esta vista, así que no puede indicarse cuántos píxeles por metro "
    "quedan. Las personas se ocultan de forma gruesa, pero su contorno puede delatar cómo andan.",
    classes={
        "inspect": "inspeccionar",
        "identify": "identificar",
        "recognise": "reconocer",
        "observe": "observar",
        "detect": "detectar",
        "monitor": "vigilar",
        "below monitor": "menos que vigilar",
    },
    class_says={
        "inspect": "cada detalle de una cara",
        "identify": "suficiente para identificar a un desconocido",
        "recognise": "suficiente para reconocer a un conocido",
        "observe": "ropa llamativa",
        "detect": "que es una persona",
        "monitor": "cuántos, y hacia dónde van",
        "below monitor": "que hay algo",
    },
    areas="Partes de la vista",
    privacy_areas="siempre ocultas: {count}",
    overlays="mostradas tal cual, porque la cámara escribe ahí: {count}",
    originals="Originales",
    originals_none="No se guarda ninguno. Lo que se ocultó no podrá verlo nadie después.",
    originals_sealed="Guardados bajo sello durante {time}. Solo {quorum} de {custodians} custodios juntos pueden abrir "
    "uno, para una cámara y un intervalo.",
    originals_sound="Su sonido se sella también; no está en ninguna grabación.",
    originals_note="Mientras existan originales, las grabaciones están seudonimizadas para este sitio, y no son "
    "anónimas.",
    plan="Dónde están",
    plan_text="El norte está arriba. Un sector es lo que mira una cámara.",
    events="Qué ha ocurrido",
    events_text="Sucesos por mes, en UTC. Solo se cuentan meses terminados, y menos de cinco aparece como <5, para que "
    "nadie pueda deducirse de ellos.",
    no_events="Aún no ha terminado ningún mes con cinco o más sucesos de un tipo.",
    kind="Suceso",
    kinds={
        "line_crossed": "Línea cruzada",
        "zone_entered": "Entrada en una zona",
        "zone_left": "Salida de una zona",
        "zone_occupied": "Zona ocupada",
        "zone_empty": "Zona vacía",
        "dwell": "Estancia prolongada",
        "crowd_dense": "Multitud densa",
        "crowd_surge": "Avalancha",
        "wrong_way": "Sentido contrario",
        "person_down": "Persona en el suelo",
        "thing_left": "Objeto abandonado",
        "running": "Carrera",
        "vehicle_on_footway": "Vehículo en la acera",
        "flame": "Llama",
        "smoke": "Humo",
        "camera_health": "Avería de una cámara",
        "recording_gap": "Hueco en una grabación",
        "storage_low": "Poco espacio",
        "drill_overdue": "Simulacro atrasado",
        "outside": "Comunicado por otro sistema",
    },
    unsealings="Originales abiertos",
    unsealings_text="Cada intervalo que los custodios aceptaron abrir. Quién lo pidió y quién aceptó consta en el "
    "registro, que leen los auditores.",
    no_unsealings="Ninguno, nunca.",
    camera="Cámara",
    range="Intervalo (UTC)",
    what_for="Para qué",
    purposes={
        "unseal": "un caso",
        "drill": "un simulacro, con una escena dibujada",
        "hand_over": "nuevos custodios; no se abrió nada",
    },
    asked="Pedido",
    approved="Aceptado",
    opened="Abierto",
    approvals="Aprobaciones",
    approvals_of="{count} (necesarias: {needed})",
    not_opened="aún no",
    more_unsealings="{count} más antiguos constan en el registro.",
    measured="Hasta qué punto oculta a las personas",
    measured_text="Medido por el proyecto con esta versión, en grabaciones propias y escenas dibujadas, y no en las "
    "cámaras de este sitio. Los valores que no alcanzan su meta figuran como los demás. ✓ alcanza la meta, ✗ no la "
    "alcanza. Cualquiera puede repetirlo.",
    measured_on="Medido el {date}, versión {commit}",
    scene="Grabación",
    leak="Repetido de las personas",
    presence="Se ve que hay alguien",
    attack="Un atacante entrenado con imágenes ocultas acierta entre {people} personas",
    attack_text="Una de {people} sería azar. Donde se midió la escala de una vista, simples cajas cubren a las "
    "personas.",
    looks="por el aspecto",
    walk="por el andar",
    unhidden="sin ocultar",
    scale_known="oculto, escala medida",
    scale_unknown="oculto, escala sin medir",
    record="El registro",
    record_text="Quién miró, exportó, cambió o abrió qué consta en un registro que nadie puede reescribir sin que se "
    "note. Tiene {size} entradas. Este es su punto de control más reciente, firmado:",
    record_key="Clave",
    record_checkpoint="Punto de control",
    record_steps=(
        "Compruébelo en su navegador, frente a lo que vio antes:",
        "Guarde el punto de control de hoy:",
        "Más tarde, compare con él una copia del registro completo, que entrega el gestor:",
    ),
    never="Lo que este sitio nunca hace",
    never_text="Reconocer caras, leer matrículas, seguir a una persona de una cámara a otra o de un día a otro, buscar "
    "a una persona, clasificar edad, género, origen o emociones. El programa no contiene nada que pueda hacerlo.",
    made="A fecha de {at} UTC",
    as_data="Lo mismo como datos (JSON)",
    all_cameras="Todas las cámaras",
    ask_ledger="Abrir el registro",
    sign=_SIGN,
)
