"""The public page and the sign in French."""

from __future__ import annotations

from typing import Final

from groundglass.frosted.public.words import PageWords, SignWords

_SIGN: Final = SignWords(
    heading="Vidéosurveillance",
    promise="Les personnes sont masquées avant que l’image soit conservée ou montrée.",
    operator="Responsable du traitement",
    purpose="Finalité",
    basis="Base juridique",
    kept="Durée de conservation",
    officer="Délégué à la protection des données",
    rights="Vos droits",
    rights_text="Accès, rectification, effacement, limitation, opposition (RGPD, articles 15 à 18 et 21).",
    complaint="Réclamations : {authority}",
    more="Tout sur cette caméra",
    to_fill="à compléter",
    missing="Il manque encore sur ce panneau : {names}.",
    nothing_missing="Ce panneau dit ce que l’article 13 du RGPD demande au premier regard. Relisez-le, puis "
    "imprimez-le.",
    page_is_off="La page publique est désactivée : le code mène à une page qui le dit. Activez-la avant de poser ce "
    "panneau.",
    sizes={"a4": "A4, pour l’entrée", "a6": "A6, en autocollant"},
    how_to_print="Imprimez avec votre navigateur, sans marges ni en-têtes.",
)

FRENCH: Final = PageWords(
    language_name="Français",
    decimal=",",
    languages="Langue",
    skip="Aller aux caméras",
    title="Les caméras de {site}",
    lead="Ces caméras montrent ce qui se passe, et non qui. Toute partie de l’image dont il n’est pas prouvé qu’elle "
    "est le lieu vide est masquée avant que quoi que ce soit soit conservé, montré ou envoyé.",
    off_title="Ce site n’a pas publié ses caméras",
    off_text="Son exploitant peut activer cette page. D’ici là, adressez-vous à la personne nommée sur le panneau à "
    "l’entrée.",
    gone_title="Cette caméra n’existe pas ici",
    gone_text="Elle a peut-être été retirée, ou l’adresse est mal saisie.",
    unsaid="pas encore indiqué",
    responsible="Qui est responsable",
    operator="Exploitant",
    contact="Contact",
    officer="Délégué à la protection des données",
    authority="Autorité de contrôle",
    recipients="Qui d’autre reçoit des enregistrements",
    transfers="Transferts vers d’autres pays",
    rights="Vos droits",
    rights_text=(
        (
            "Vous pouvez demander ce qui est conservé à votre sujet, le faire rectifier, effacer ou limiter ; vous "
            "opposer ; et adresser une réclamation à l’autorité de contrôle (RGPD, articles 15 à 18, 21 et 77)."
        ),
        (
            "Les enregistrements ne montrent pas qui est une personne. Pour vous y trouver, l’exploitant doit savoir "
            "où et quand vous étiez là, et peut ne pas y parvenir (article 11)."
        ),
    ),
    cameras="Caméras",
    no_cameras="Ce site n’a pas de caméra.",
    no_place="Lieu non indiqué",
    is_off="éteinte",
    purpose="Finalité",
    basis="Base juridique",
    kept="Durée de conservation",
    kept_days="{days} jours au plus, puis suppression",
    kept_hours="{hours} heures au plus, puis suppression",
    kept_unbounded="sans durée fixe ; les plus anciens sont supprimés quand la place manque",
    one_day="1 jour",
    days="{days} jours",
    hours="{hours} heures",
    hiding="Comment les personnes sont masquées",
    styles={
        "silhouette": "derrière de simples blocs de verre dépoli ; rien de leur apparence n’est dans l’image",
        "mosaic": "derrière un motif de cellules grossières ; rien de leur apparence n’est dans l’image",
        "absent": "pas montrées du tout ; le lieu vide apparaît à leur place",
    },
    modes={
        "proven": "Une partie de l’image est montrée une fois qu’elle s’est avérée, avec le temps, être le lieu.",
        "approved": "Une partie de l’image n’est montrée qu’après qu’une personne l’a approuvée comme étant le lieu.",
    },
    left="Ce qui reste d’une personne",
    left_measured="Au plus {left} pixels par mètre : {says} (classe « {reaches} » de la norme IEC 62676-4). La caméra "
    "elle-même donne jusqu’à {camera}, classe « {camera_reaches} ».",
    left_unmeasured="L’échelle de cette vue n’a pas été mesurée : le nombre de pixels par mètre qui reste ne peut être "
    "indiqué. Les personnes sont masquées grossièrement, mais leur contour peut trahir leur démarche.",
    classes={
        "inspect": "inspecter",
        "identify": "identifier",
        "recognise": "reconnaître",
        "observe": "observer",
        "detect": "détecter",
        "monitor": "surveiller",
        "below monitor": "moins que surveiller",
    },
    class_says={
        "inspect": "chaque détail d’un visage",
        "identify": "assez pour identifier un inconnu",
        "recognise": "assez pour reconnaître un proche",
        "observe": "des vêtements voyants",
        "detect": "que c’est une personne",
        "monitor": "combien, et dans quelle direction",
        "below monitor": "qu’il y a quelque chose",
    },
    areas="Parties de la vue",
    privacy_areas="toujours masquées : {count}",
    overlays="montrées telles quelles, car la caméra y écrit : {count}",
    originals="Originaux",
    originals_none="Aucun n’est conservé. Ce qui a été masqué ne pourra être vu par personne plus tard.",
    originals_sealed="Conservés scellés pendant {time}. Seuls {quorum} dépositaires sur {custodians} peuvent ensemble "
    "en ouvrir un, pour une caméra et une période.",
    originals_sound="Le son y est scellé aussi ; il n’est dans aucun enregistrement.",
    originals_note="Tant que des originaux existent, les enregistrements sont pseudonymisés pour ce site, et non "
    "anonymes.",
    plan="Où elles se trouvent",
    plan_text="Le nord est en haut. Un secteur est ce qu’une caméra regarde.",
    events="Ce qui s’est passé",
    events_text="Événements par mois, en UTC. Seuls les mois terminés sont comptés, et moins de cinq est noté <5, pour "
    "que personne ne puisse en être déduit.",
    no_events="Aucun mois comptant au moins cinq événements d’un même type n’est encore terminé.",
    kind="Événement",
    kinds={
        "line_crossed": "Ligne franchie",
        "zone_entered": "Entrée dans une zone",
        "zone_left": "Sortie d’une zone",
        "zone_occupied": "Zone occupée",
        "zone_empty": "Zone vide",
        "dwell": "Présence prolongée",
        "crowd_dense": "Foule dense",
        "crowd_surge": "Mouvement de foule",
        "wrong_way": "Sens interdit",
        "person_down": "Personne à terre",
        "thing_left": "Objet abandonné",
        "running": "Course",
        "vehicle_on_footway": "Véhicule sur un trottoir",
        "flame": "Flamme",
        "smoke": "Fumée",
        "camera_health": "Panne de caméra",
        "recording_gap": "Interruption d’un enregistrement",
        "storage_low": "Stockage presque plein",
        "drill_overdue": "Exercice en retard",
        "outside": "Signalé par un autre système",
    },
    unsealings="Originaux ouverts",
    unsealings_text="Chaque période dont des dépositaires ont accepté l’ouverture. Qui a demandé et qui a accepté "
    "figure dans le registre, que lisent les auditeurs.",
    no_unsealings="Aucun, jamais.",
    camera="Caméra",
    range="Période (UTC)",
    what_for="Pourquoi",
    purposes={
        "unseal": "un incident",
        "drill": "un exercice, avec une scène dessinée",
        "hand_over": "nouveaux dépositaires ; rien n’a été ouvert",
    },
    asked="Demandé",
    approved="Accepté",
    opened="Ouvert",
    approvals="Accords",
    approvals_of="{count} ({needed} requis)",
    not_opened="pas encore",
    more_unsealings="{count} plus anciens figurent dans le registre.",
    measured="À quel point cela masque les personnes",
    measured_text="Mesuré par le projet avec cette version, sur ses propres enregistrements et des scènes dessinées, "
    "et non sur les caméras de ce site. Les valeurs qui manquent leur but figurent comme les autres. ✓ atteint le but, "
    "✗ le manque. Chacun peut refaire la mesure.",
    measured_on="Mesuré le {date}, version {commit}",
    scene="Enregistrement",
    leak="Répété des personnes",
    presence="On voit que quelqu’un est là",
    attack="Un attaquant entraîné sur des images masquées désigne la bonne parmi {people} personnes",
    attack_text="Une sur {people} serait le hasard. Là où l’échelle d’une vue est mesurée, de simples boîtes couvrent "
    "les personnes.",
    looks="à l’apparence",
    walk="à la démarche",
    unhidden="non masqué",
    scale_known="masqué, échelle mesurée",
    scale_unknown="masqué, échelle non mesurée",
    record="Le registre",
    record_text="Qui a regardé, exporté, modifié ou ouvert quoi est inscrit dans un registre que personne ne peut "
    "réécrire sans que cela se voie. Il compte {size} entrées. Voici son dernier point de contrôle, signé :",
    record_key="Clé",
    record_checkpoint="Point de contrôle",
    record_steps=(
        "Vérifiez-le dans votre navigateur, par rapport à ce que vous avez vu auparavant :",
        "Conservez le point de contrôle d’aujourd’hui :",
        "Plus tard, comparez-lui une copie du registre entier, que l’exploitant remet :",
    ),
    never="Ce que ce site ne fait jamais",
    never_text="Reconnaître des visages, lire des plaques, suivre une personne d’une caméra à l’autre ou d’un jour à "
    "l’autre, rechercher une personne, classer l’âge, le genre, l’origine ou les émotions. Le logiciel ne contient "
    "rien qui le pourrait.",
    made="État au {at} UTC",
    as_data="Les mêmes données (JSON)",
    all_cameras="Toutes les caméras",
    ask_ledger="Ouvrir le registre",
    sign=_SIGN,
)
