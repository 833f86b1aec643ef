"""The record of processing and the impact assessment in Spanish."""

from __future__ import annotations

from typing import Final

from groundglass.frosted.public.law.words import LawWords, Risk

SPANISH: Final = LawWords(
    record_title="Registro de actividades de tratamiento",
    assessment_title="Evaluación de impacto relativa a la protección de datos",
    site="Sitio",
    draft="Un borrador, hecho a partir de los ajustes y los valores medidos de este sitio. No es asesoramiento "
    "jurídico. Una persona responsable debe revisarlo, decidir lo que está señalado y responder de ello.",
    made="Hecho el {at} UTC por Groundglass {version}",
    to_decide="Una persona debe decidirlo o añadirlo",
    nothing_open="En los ajustes no se ha encontrado que falte nada. Eso no significa que esté completo: léalo.",
    gaps={
        "no_operator": "Nadie ha indicado quién gestiona las cámaras (el responsable del tratamiento).",
        "no_contact": "Nadie ha indicado a quién dirigirse con preguntas y solicitudes.",
        "no_officer": "No se nombra a ningún delegado de protección de datos. Decida si debe haberlo (artículo 37).",
        "no_authority": "No se nombra la autoridad de control.",
        "no_recipients": "Nadie ha indicado quién más recibe grabaciones, como la policía cuando las pide. Si nadie "
        "las recibe, escríbalo.",
        "not_public": "La página pública está desactivada: la gente solo sabe de las cámaras por los carteles.",
        "no_purpose": "No se indica ninguna finalidad para: {cameras}.",
        "no_basis": "No se indica ninguna base jurídica para: {cameras}.",
        "no_place": "Nadie ha dicho con palabras dónde están: {cameras}.",
        "unmeasured": "No se ha medido la escala de la vista: {cameras}. Lo que queda de una persona no puede "
        "indicarse en píxeles por metro, y un contorno puede delatar cómo anda alguien. Mídala, o diga por qué puede "
        "quedar así.",
        "unbounded": "Ningún plazo pone fin a las grabaciones de: {cameras}. La conservación debe limitarse a lo que "
        "la finalidad necesita (artículo 5, apartado 1, letra e).",
        "no_privacy_area": "Ninguna parte de la vista está siempre oculta: {cameras}. Decida si hay en ella ventanas, "
        "jardines o puertas ajenas.",
        "overlay": "Partes de la vista se muestran tal cual, porque la cámara escribe ahí: {cameras}. Compruebe que "
        "nadie puede ponerse ahí.",
        "sound": "El sonido se sella con los originales de: {cameras}. En muchos países grabar conversaciones es un "
        "delito.",
        "one_custodian": "Un custodio por sí solo puede abrir un original.",
        "no_drills": "No hay pruebas previstas: nadie sabe si las claves de los custodios abren todavía algo.",
        "no_witness": "Nadie ajeno al sitio refrenda el registro de actos, así que no prueba nada contra el propio "
        "sitio.",
        "one_administrator": "Hay como mucho un administrador: nadie advierte lo que hace y nadie le sustituye.",
        "no_auditor": "Nadie tiene el rol de auditor, que lee el registro de actos y no ve imágenes.",
    },
    controller="Responsable del tratamiento (artículo 30, apartado 1, letra a)",
    activities="Actividades de tratamiento, finalidades y base jurídica (b)",
    activity="Actividad",
    watching="Videovigilancia con las personas ocultas",
    sealing="Originales sellados",
    sealing_purpose="Prueba cuando un caso la exige; solo los abren {quorum} de {custodians} custodios juntos.",
    staff="Cuentas y registro de actos",
    staff_purpose="Dejar entrar a quien puede, y poder mostrar quién hizo qué.",
    people_concerned="Categorías de personas y de datos (c)",
    passers_by="Personas en las vistas de las cámaras",
    own_people="Personas que trabajan con el sistema",
    data="Datos",
    frosted_data="Grabaciones en las que se oculta todo lo que no se ha probado que es el lugar vacío",
    observed_data="Observaciones anónimas (recuadro, punto en el suelo, velocidad; sus números acaban con la vista, "
    "como muy tarde a los 60 minutos), recuentos y sucesos",
    sealed_data="El propio flujo de la cámara, cifrado antes de salir del proceso de la cámara",
    staff_data="Nombre, rol, inicio de sesión y lo que vieron, exportaron, cambiaron o abrieron, con la hora",
    recipients="Destinatarios (d)",
    declared_recipients="Indicados",
    roles_in_numbers="Personas del sitio por rol",
    roles={
        "viewer": "Observador",
        "auditor": "Auditor",
        "responder": "Interviniente",
        "operator": "Operador",
        "supervisor": "Supervisor",
        "administrator": "Administrador",
    },
    no_role="nadie",
    channels="Se envía por sí solo, sin imágenes de personas",
    no_channels="Nada se envía por sí solo.",
    transfers="Transferencias a terceros países (e)",
    no_transfers="No se indica ninguna. El sistema no envía a ninguna parte nada que no se haya ajustado.",
    erasure="Plazos de supresión (f)",
    erasure_rows=("Grabaciones", "Originales", "Observaciones", "Sucesos", "Registro de actos"),
    erasure_events="{days} días",
    erasure_record="No se suprime: nombra a las personas solo por un identificador, y su nombre desaparece con su "
    "cuenta.",
    erasure_accounts="Hasta que se retire la cuenta",
    measures="Medidas técnicas y organizativas (g)",
    measure_list=(
        (
            "Una parte de la imagen solo se muestra donde coincide con el lugar probado. Lo que no puede juzgarse se "
            "oculta; ningún detector tiene que encontrar a una persona."
        ),
        (
            "Solo hay píxeles reconocibles en la memoria de un proceso por cámara, que no puede escribir archivos y "
            "renuncia a sus permisos antes de abrir la cámara."
        ),
        "El sonido y los metadatos del flujo de la cámara no llegan a la grabación.",
        (
            "Se entra con contraseña (argon2id) o con clave de acceso; cada rol alcanza lo que necesita; las "
            "direcciones de las cámaras están cifradas en el disco."
        ),
        (
            "Quién vio, exportó, cambió o abrió qué se anota, antes de que surta efecto, en un registro cuya "
            "reescritura cualquiera puede detectar."
        ),
        (
            "No hay reconocimiento facial, ni lectura de matrículas, ni cotejo de personas, por construcción y no por "
            "un ajuste."
        ),
        "La supresión sigue por sí sola los plazos anteriores; cuando falta espacio, lo más antiguo se va primero.",
    ),
    cameras="Cámaras",
    why="Por qué hay una evaluación (artículo 35, apartados 1 y 3, letra c)",
    why_text="La observación sistemática a gran escala de una zona de acceso público exige una evaluación; la mayoría "
    "de las autoridades citan la videovigilancia de lugares públicos. Ocultar a las personas reduce el riesgo y no "
    "elimina la obligación.",
    description="Descripción del tratamiento (artículo 35, apartado 7, letra a)",
    description_text=(
        (
            "{count} cámaras. A cada una la lee un proceso propio, que oculta toda parte de la imagen que no se haya "
            "probado que es el lugar vacío, antes de guardar, mostrar o enviar nada."
        ),
        (
            "Las grabaciones, las imágenes en directo y las observaciones anónimas llegan al puesto. Unas reglas hacen "
            "de las observaciones sucesos; una persona decide qué se sigue de ellos."
        ),
        (
            "Durante los milisegundos que pasan en el proceso, las personas son reconocibles. Por eso es un "
            "tratamiento de datos personales, aunque ninguna grabación muestre a nadie."
        ),
    ),
    watched="Reglas activas",
    not_watched="No hay ninguna regla activa.",
    necessity="Necesidad y proporcionalidad (artículo 35, apartado 7, letra b)",
    necessity_text="Lo que habla a favor: las finalidades nombradas se alcanzan sin grabar quién es nadie; las "
    "grabaciones se guardan tan poco tiempo como se ha ajustado; originales: {originals}.",
    necessity_decide=(
        "¿Por qué hace falta una cámara en cada uno de estos lugares, y qué medios menos invasivos se consideraron?",
        "¿Son los horarios, las vistas y la conservación tan reducidos como permite la finalidad?",
        (
            "¿Por qué razones vale aquí la base jurídica (con el artículo 6, apartado 1, letra f: la ponderación de "
            "intereses)?"
        ),
        "¿Hay empleados en las vistas? Entonces quizá deban intervenir sus representantes.",
    ),
    strength="Hasta dónde llega la ocultación",
    risks="Riesgos para las personas, y qué se hace contra ellos (artículo 35, apartado 7, letras c y d)",
    risk="Riesgo",
    measure="Qué lo reduce",
    left="Qué queda aquí",
    judged="Probabilidad y gravedad, por una persona",
    risk_table={
        "appearance": Risk(
            "Se reconoce a alguien en una grabación por su aspecto.",
            "Oculto salvo prueba; véanse los valores medidos.",
        ),
        "walk": Risk(
            "Se reconoce a alguien por su contorno o su forma de andar.",
            "Donde se ha medido la escala de una vista, simples recuadros cubren a las personas.",
        ),
        "originals": Risk(
            "Se abre un original sin motivo.",
            "Sellado en el proceso de la cámara; lo abren varios custodios juntos, para un intervalo, anotado en el "
            "registro y en la página pública.",
        ),
        "keeping": Risk(
            "Las grabaciones se guardan más de lo necesario.",
            "Se borran por su antigüedad, por sí solas.",
        ),
        "views": Risk(
            "Hay lugares privados en la vista.",
            "Las zonas privadas están siempre ocultas, haya alguien o no.",
        ),
        "insiders": Risk(
            "Personas del sitio ven, exportan o cambian sin motivo.",
            "Roles; cada consulta, exportación y cambio se anota con un identificador.",
        ),
        "record": Risk(
            "Se reescribe el registro de actos.",
            "Un registro de Merkle; unos testigos refrendan sus estados; cada navegador que lo miró lo recuerda.",
        ),
        "ways_out": Risk(
            "Salen datos por vías en las que nadie piensa.",
            "Solo se envía lo que se ha ajustado; los mensajes no llevan imágenes de personas.",
        ),
        "creep": Risk(
            "Más adelante el sistema se usa para otra cosa.",
            "El reconocimiento de personas no está en el programa; los cambios de finalidad y de ajustes quedan "
            "anotados.",
        ),
    },
    unmeasured_count="{count} de {all} cámaras no tienen la escala medida; sus contornos pueden delatar a personas.",
    all_measured="Todas las cámaras tienen la escala medida.",
    attack_left="Un atacante entrenado acertó con la persona entre {people} por su forma de andar en {known} de los "
    "casos con la escala medida, y en {unknown} sin ella ({luck} sería el azar).",
    leak_left="Hasta {worst} de la superficie de las personas se repetía en la peor grabación medida.",
    originals_left="{quorum} de {custodians} custodios abren uno; hasta ahora se han abierto {opened} intervalos.",
    no_originals_left="No se guardan originales.",
    unbounded_left="Cámaras sin plazo: {count}.",
    bounded_left="El más largo es de {time}.",
    areas_left="Cámaras sin zona privada: {count} de {all}.",
    people_left="{people} cuentas, de ellas {administrators} administradores y {auditors} auditores.",
    witness_left="Testigos: {count}. Anotaciones: {size}.",
    channels_left="Vías de salida activas: {count}.",
    never_left="Quien cambie el programa podría construirlo; la estructura, sus pruebas y este documento lo hacen "
    "visible.",
    views="Opinión de los interesados, y asesoramiento (artículo 35, apartados 2 y 9)",
    views_decide=(
        "¿Qué aconsejó el delegado de protección de datos?",
        "¿De quién se recabó la opinión (vecinos, empleados y sus representantes), y qué se siguió de ella?",
    ),
    outcome="Resultado (artículos 35, apartado 11, y 36)",
    outcome_decide=(
        "¿Queda un riesgo alto? Consulte entonces a la autoridad de control antes de empezar.",
        "¿Cuándo se revisa esta evaluación? Como muy tarde cuando cambie una cámara, una finalidad o el programa.",
    ),
    signature="Lugar, fecha, firma del responsable del tratamiento",
)
