"""The public page and the sign in German."""

from __future__ import annotations

from typing import Final

from groundglass.frosted.public.words import PageWords, SignWords

_SIGN: Final = SignWords(
    heading="Videoüberwachung",
    promise="Personen werden verdeckt, bevor das Bild gespeichert oder gezeigt wird.",
    operator="Verantwortlicher",
    purpose="Zweck",
    basis="Rechtsgrundlage",
    kept="Speicherdauer",
    officer="Datenschutzbeauftragte Person",
    rights="Ihre Rechte",
    rights_text="Auskunft, Berichtigung, Löschung, Einschränkung, Widerspruch (DSGVO, Artikel 15 bis 18 und 21).",
    complaint="Beschwerden: {authority}",
    more="Alles über diese Kamera",
    to_fill="noch einzutragen",
    missing="Auf diesem Schild fehlt noch: {names}.",
    nothing_missing="Dieses Schild sagt, was Artikel 13 DSGVO auf den ersten Blick verlangt. Lesen Sie es noch einmal, "
    "dann drucken Sie es.",
    page_is_off="Die öffentliche Seite ist ausgeschaltet: Der Code führt zu einer Seite, die das sagt. Schalten Sie "
    "sie ein, bevor Sie das Schild anbringen.",
    sizes={"a4": "A4, für den Eingang", "a6": "A6, als Aufkleber"},
    how_to_print="Mit dem Browser drucken, ohne Ränder und Kopfzeilen.",
)

GERMAN: Final = PageWords(
    language_name="Deutsch",
    decimal=",",
    languages="Sprache",
    skip="Zu den Kameras springen",
    title="Die Kameras von {site}",
    lead="Diese Kameras zeigen, was geschieht, und nicht, wer es ist. Jeder Teil des Bildes, der nicht erwiesenermaßen "
    "der leere Ort ist, wird verdeckt, bevor etwas gespeichert, gezeigt oder gesendet wird.",
    off_title="Diese Anlage hat ihre Kameras nicht veröffentlicht",
    off_text="Der Betreiber kann diese Seite einschalten. Bis dahin gibt Auskunft, wer auf dem Schild am Eingang "
    "genannt ist.",
    gone_title="Diese Kamera gibt es hier nicht",
    gone_text="Vielleicht wurde sie abgebaut, oder die Adresse enthält einen Tippfehler.",
    unsaid="noch nicht angegeben",
    responsible="Wer verantwortlich ist",
    operator="Betreiber",
    contact="Kontakt",
    officer="Datenschutzbeauftragte Person",
    authority="Aufsichtsbehörde",
    recipients="Wer Aufnahmen außerdem erhält",
    transfers="Übermittlung in andere Länder",
    rights="Ihre Rechte",
    rights_text=(
        (
            "Sie können Auskunft darüber verlangen, was über Sie gespeichert ist, und es berichtigen, löschen oder "
            "einschränken lassen; Sie können widersprechen und sich bei der Aufsichtsbehörde beschweren (DSGVO, "
            "Artikel 15 bis 18, 21 und 77)."
        ),
        (
            "Die Aufnahmen zeigen nicht, wer jemand ist. Um Sie darin zu finden, muss der Betreiber wissen, wo Sie "
            "wann waren, und kann Sie womöglich gar nicht finden (Artikel 11)."
        ),
    ),
    cameras="Kameras",
    no_cameras="Diese Anlage hat keine Kamera.",
    no_place="Ort nicht angegeben",
    is_off="ausgeschaltet",
    purpose="Zweck",
    basis="Rechtsgrundlage",
    kept="Speicherdauer",
    kept_days="höchstens {days} Tage, dann gelöscht",
    kept_hours="höchstens {hours} Stunden, dann gelöscht",
    kept_unbounded="keine feste Dauer; die ältesten werden gelöscht, wenn der Platz ausgeht",
    one_day="1 Tag",
    days="{days} Tage",
    hours="{hours} Stunden",
    hiding="Wie Personen verdeckt werden",
    styles={
        "silhouette": "hinter schlichten Flächen aus Milchglas; von ihrem Aussehen ist nichts im Bild",
        "mosaic": "hinter einem Muster aus groben Zellen; von ihrem Aussehen ist nichts im Bild",
        "absent": "gar nicht gezeigt; an ihrer Stelle steht der leere Ort",
    },
    modes={
        "proven": "Ein Teil des Bildes wird gezeigt, wenn er sich über die Zeit als der Ort erwiesen hat.",
        "approved": "Ein Teil des Bildes wird erst gezeigt, wenn ein Mensch ihn als den Ort bestätigt hat.",
    },
    left="Was von einer Person bleibt",
    left_measured="Höchstens {left} Pixel je Meter: {says} (Klasse „{reaches}“ nach IEC 62676-4). Die Kamera selbst "
    "liefert bis zu {camera}, Klasse „{camera_reaches}“.",
    left_unmeasured="Der Maßstab dieser Ansicht wurde nicht gemessen; wie viele Pixel je Meter bleiben, lässt sich "
    "deshalb nicht angeben. Personen werden grob verdeckt, ihr Umriss kann aber verraten, wie sie gehen.",
    classes={
        "inspect": "Begutachten",
        "identify": "Identifizieren",
        "recognise": "Erkennen",
        "observe": "Beobachten",
        "detect": "Detektieren",
        "monitor": "Überwachen",
        "below monitor": "unter Überwachen",
    },
    class_says={
        "inspect": "jede Einzelheit eines Gesichts",
        "identify": "genug, um Fremde zu identifizieren",
        "recognise": "genug, um Bekannte zu erkennen",
        "observe": "auffällige Kleidung",
        "detect": "dass es ein Mensch ist",
        "monitor": "wie viele, und wohin sie gehen",
        "below monitor": "dass etwas da ist",
    },
    areas="Teile der Ansicht",
    privacy_areas="immer verdeckt: {count}",
    overlays="gezeigt, wie sie sind, weil die Kamera dort schreibt: {count}",
    originals="Originale",
    originals_none="Es werden keine aufbewahrt. Was verdeckt wurde, kann auch später niemand sehen.",
    originals_sealed="Versiegelt aufbewahrt für {time}. Nur {quorum} von {custodians} Verwahrern gemeinsam können "
    "eines öffnen, für eine Kamera und einen Zeitraum.",
    originals_sound="Ihr Ton ist mit versiegelt; er ist in keiner Aufnahme.",
    originals_note="Solange es Originale gibt, sind die Aufnahmen für diese Anlage pseudonymisiert und nicht anonym.",
    plan="Wo sie stehen",
    plan_text="Norden ist oben. Ein Sektor ist, was eine Kamera sieht.",
    events="Was geschehen ist",
    events_text="Ereignisse je Monat, in UTC. Gezählt werden nur abgeschlossene Monate, und weniger als fünf stehen "
    "als <5, damit sich niemand daraus erkennen lässt.",
    no_events="Noch kein Monat mit fünf oder mehr Ereignissen einer Art ist abgeschlossen.",
    kind="Ereignis",
    kinds={
        "line_crossed": "Linie überschritten",
        "zone_entered": "Zone betreten",
        "zone_left": "Zone verlassen",
        "zone_occupied": "Zone belegt",
        "zone_empty": "Zone leer",
        "dwell": "Langes Verweilen",
        "crowd_dense": "Dichtes Gedränge",
        "crowd_surge": "Plötzliches Gedränge",
        "wrong_way": "Falsche Richtung",
        "person_down": "Person am Boden",
        "thing_left": "Gegenstand zurückgelassen",
        "running": "Rennen",
        "vehicle_on_footway": "Fahrzeug auf dem Gehweg",
        "flame": "Flamme",
        "smoke": "Rauch",
        "camera_health": "Störung einer Kamera",
        "recording_gap": "Lücke in einer Aufnahme",
        "storage_low": "Speicher knapp",
        "drill_overdue": "Übung überfällig",
        "outside": "Von einem anderen System gemeldet",
    },
    unsealings="Geöffnete Originale",
    unsealings_text="Jeder Zeitraum, dessen Öffnung Verwahrer zugestimmt haben. Wer gefragt und wer zugestimmt hat, "
    "steht im Register, das Prüfer lesen.",
    no_unsealings="Keine, noch nie.",
    camera="Kamera",
    range="Zeitraum (UTC)",
    what_for="Wofür",
    purposes={
        "unseal": "ein Vorfall",
        "drill": "eine Übung mit gezeichneter Szene",
        "hand_over": "neue Verwahrer; nichts wurde geöffnet",
    },
    asked="Beantragt",
    approved="Bewilligt",
    opened="Geöffnet",
    approvals="Zustimmungen",
    approvals_of="{count} (nötig: {needed})",
    not_opened="noch nicht",
    more_unsealings="{count} ältere stehen im Register.",
    measured="Wie gut das Personen verdeckt",
    measured_text="Vom Projekt mit dieser Version gemessen, an eigenen Aufnahmen und gezeichneten Szenen und nicht an "
    "den Kameras dieser Anlage. Werte, die ihr Ziel verfehlen, stehen hier wie die anderen. ✓ erreicht das Ziel, ✗ "
    "verfehlt es. Jeder kann die Messung wiederholen.",
    measured_on="Gemessen {date}, Version {commit}",
    scene="Aufnahme",
    leak="Von Personen wiederholt",
    presence="Sichtbar, dass jemand da ist",
    attack="Ein Angreifer, der an verdeckten Bildern gelernt hat, wählt unter {people} Personen die richtige",
    attack_text="Eins zu {people} wäre Zufall. Wo der Maßstab einer Ansicht gemessen ist, verdecken schlichte Kästen "
    "die Personen.",
    looks="am Aussehen",
    walk="am Gang",
    unhidden="nicht verdeckt",
    scale_known="verdeckt, Maßstab gemessen",
    scale_unknown="verdeckt, Maßstab nicht gemessen",
    record="Das Register",
    record_text="Wer was angesehen, exportiert, geändert oder geöffnet hat, steht in einem Register, das niemand "
    "unbemerkt umschreiben kann. Es hat {size} Einträge. Dies ist sein neuester Prüfpunkt, signiert:",
    record_key="Schlüssel",
    record_checkpoint="Prüfpunkt",
    record_steps=(
        "Prüfen Sie es in Ihrem Browser gegen das, was Sie früher gesehen haben:",
        "Bewahren Sie den heutigen Prüfpunkt auf:",
        "Halten Sie später eine Kopie des ganzen Registers, die der Betreiber herausgibt, dagegen:",
    ),
    never="Was diese Anlage nie tut",
    never_text="Gesichter erkennen, Kennzeichen lesen, eine Person von einer Kamera zur anderen oder von einem Tag zum "
    "nächsten verfolgen, nach einer Person suchen, Alter, Geschlecht, Herkunft oder Gefühle einordnen. Die Software "
    "enthält nichts, das es könnte.",
    made="Stand {at} UTC",
    as_data="Dasselbe als Daten (JSON)",
    all_cameras="Alle Kameras",
    ask_ledger="Das Register öffnen",
    sign=_SIGN,
)
