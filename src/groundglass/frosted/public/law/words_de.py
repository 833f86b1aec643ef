"""The record of processing and the impact assessment in German."""

from __future__ import annotations

from typing import Final

from groundglass.frosted.public.law.words import LawWords, Risk

GERMAN: Final = LawWords(
    record_title="Verzeichnis von Verarbeitungstätigkeiten",
    assessment_title="Datenschutz-Folgenabschätzung",
    site="Anlage",
    draft="Ein Entwurf, erstellt aus den Einstellungen und gemessenen Werten dieser Anlage. Er ist keine "
    "Rechtsberatung. Eine verantwortliche Person muss ihn prüfen, das Bezeichnete entscheiden und dafür einstehen.",
    made="Erstellt {at} UTC mit Groundglass {version}",
    to_decide="Von einem Menschen zu entscheiden oder zu ergänzen",
    nothing_open="In den Einstellungen wurde nichts Fehlendes gefunden. Das heißt nicht, dass es vollständig ist: "
    "Lesen Sie es.",
    gaps={
        "no_operator": "Niemand hat angegeben, wer die Kameras betreibt (der Verantwortliche).",
        "no_contact": "Niemand hat angegeben, wohin man sich mit Fragen und Anträgen wendet.",
        "no_officer": "Es ist keine datenschutzbeauftragte Person benannt. Entscheiden Sie, ob es eine geben muss "
        "(Artikel 37).",
        "no_authority": "Die Aufsichtsbehörde ist nicht genannt.",
        "no_recipients": "Niemand hat angegeben, wer Aufnahmen außerdem erhält, etwa die Polizei auf Ersuchen. Wenn "
        "niemand, dann schreiben Sie das.",
        "not_public": "Die öffentliche Seite ist ausgeschaltet: Von den Kameras erfährt man nur durch die Schilder.",
        "no_purpose": "Kein Zweck ist angegeben für: {cameras}.",
        "no_basis": "Keine Rechtsgrundlage ist angegeben für: {cameras}.",
        "no_place": "Niemand hat in Worten gesagt, wo diese stehen: {cameras}.",
        "unmeasured": "Der Maßstab der Ansicht ist nicht gemessen: {cameras}. Was von einer Person bleibt, lässt sich "
        "nicht in Pixeln je Meter angeben, und ein Umriss kann verraten, wie jemand geht. Messen Sie ihn, oder "
        "begründen Sie, warum es so bleiben darf.",
        "unbounded": "Kein Alter beendet eine Aufnahme von: {cameras}. Die Speicherung muss auf das begrenzt sein, was "
        "der Zweck braucht (Artikel 5 Absatz 1 Buchstabe e).",
        "no_privacy_area": "Kein Teil der Ansicht ist immer verdeckt: {cameras}. Entscheiden Sie, ob Fenster, Gärten "
        "oder Türen anderer darin liegen.",
        "overlay": "Teile der Ansicht werden gezeigt, wie sie sind, weil die Kamera dort schreibt: {cameras}. Prüfen "
        "Sie, dass dort niemand stehen kann.",
        "sound": "Ton wird mit den Originalen versiegelt: {cameras}. In vielen Ländern ist das Aufnehmen von "
        "Gesprächen strafbar.",
        "one_custodian": "Ein Verwahrer allein kann ein Original öffnen.",
        "no_drills": "Es ist keine Übung geplant: Niemand weiß, ob die Schlüssel der Verwahrer noch etwas öffnen.",
        "no_witness": "Niemand außerhalb der Anlage zeichnet das Register gegen; gegen die Anlage selbst beweist es "
        "also nichts.",
        "one_administrator": "Es gibt höchstens eine Administratorin oder einen Administrator: Niemand bemerkt, was "
        "diese Person tut, und niemand ersetzt sie.",
        "no_auditor": "Niemand hat die Rolle der Prüferin oder des Prüfers, die das Register liest und keine Bilder "
        "sieht.",
    },
    controller="Verantwortlicher (Artikel 30 Absatz 1 Buchstabe a)",
    activities="Verarbeitungstätigkeiten, Zwecke und Rechtsgrundlage (b)",
    activity="Tätigkeit",
    watching="Videoüberwachung mit verdeckten Personen",
    sealing="Versiegelte Originale",
    sealing_purpose="Beweis, wo ein Vorfall ihn verlangt; geöffnet nur von {quorum} von {custodians} Verwahrern "
    "gemeinsam.",
    staff="Konten und das Register der Handlungen",
    staff_purpose="Einzulassen, wer darf, und zeigen zu können, wer was getan hat.",
    people_concerned="Kategorien betroffener Personen und Daten (c)",
    passers_by="Personen im Blick der Kameras",
    own_people="Personen, die mit der Anlage arbeiten",
    data="Daten",
    frosted_data="Aufnahmen, in denen alles verdeckt ist, was nicht erwiesenermaßen der leere Ort ist",
    observed_data="Anonyme Beobachtungen (Kasten, Ort am Boden, Geschwindigkeit; Nummern enden mit der Ansicht, "
    "spätestens nach 60 Minuten), Zählungen und Ereignisse",
    sealed_data="Der Datenstrom der Kamera, verschlüsselt, bevor er den Prozess der Kamera verlässt",
    staff_data="Name, Rolle, Anmeldung und was sie wann angesehen, exportiert, geändert oder geöffnet haben",
    recipients="Empfänger (d)",
    declared_recipients="Angegeben",
    roles_in_numbers="Eigene Personen nach Rolle",
    roles={
        "viewer": "Ansehen",
        "auditor": "Prüfen",
        "responder": "Einsatz",
        "operator": "Leitstand",
        "supervisor": "Schichtleitung",
        "administrator": "Administration",
    },
    no_role="niemand",
    channels="Von selbst gesendet, ohne Bilder von Personen",
    no_channels="Es wird nichts von selbst gesendet.",
    transfers="Übermittlung in Drittländer (e)",
    no_transfers="Keine ist angegeben. Die Anlage selbst sendet nichts irgendwohin, was nicht eingerichtet wurde.",
    erasure="Fristen für die Löschung (f)",
    erasure_rows=("Aufnahmen", "Originale", "Beobachtungen", "Ereignisse", "Register"),
    erasure_events="{days} Tage",
    erasure_record="Wird nicht gelöscht: Es nennt Personen nur mit einer Kennung, und ihre Namen werden mit dem Konto "
    "entfernt.",
    erasure_accounts="Bis das Konto entfernt wird",
    measures="Technische und organisatorische Maßnahmen (g)",
    measure_list=(
        (
            "Ein Teil des Bildes wird nur gezeigt, wo er dem erwiesenen Ort entspricht. Was sich nicht beurteilen "
            "lässt, wird verdeckt; kein Detektor muss eine Person finden."
        ),
        (
            "Erkennbare Bildpunkte gibt es nur im Speicher eines Prozesses je Kamera, der keine Datei schreiben kann "
            "und seine Rechte abgibt, bevor er die Kamera öffnet."
        ),
        "Ton und Metadaten aus dem Datenstrom der Kamera erreichen die Aufnahme nicht.",
        (
            "Man meldet sich mit Passwort (argon2id) oder Passkey an; jede Rolle erreicht, was sie braucht; Adressen "
            "der Kameras sind auf der Platte verschlüsselt."
        ),
        (
            "Wer was ansieht, exportiert, ändert oder öffnet, wird eingetragen, bevor es wirkt, in ein Register, "
            "dessen Umschreiben jeder bemerken kann."
        ),
        (
            "Es gibt keine Gesichtserkennung, kein Lesen von Kennzeichen und kein Wiedererkennen von Personen: durch "
            "den Aufbau, nicht durch eine Einstellung."
        ),
        "Gelöscht wird von selbst nach den Fristen oben; geht der Platz aus, das Älteste zuerst.",
    ),
    cameras="Kameras",
    why="Warum es eine Abschätzung gibt (Artikel 35 Absatz 1 und 3 Buchstabe c)",
    why_text="Die systematische umfangreiche Überwachung öffentlich zugänglicher Bereiche verlangt eine Abschätzung; "
    "die meisten Behörden führen die Videoüberwachung öffentlicher Orte auf. Das Verdecken senkt das Risiko und hebt "
    "die Pflicht nicht auf.",
    description="Beschreibung der Verarbeitung (Artikel 35 Absatz 7 Buchstabe a)",
    description_text=(
        (
            "{count} Kameras. Jede wird von einem eigenen Prozess gelesen, der jeden Teil des Bildes verdeckt, der "
            "nicht erwiesenermaßen der leere Ort ist, bevor etwas gespeichert, gezeigt oder gesendet wird."
        ),
        (
            "Aufnahmen, Livebilder und anonyme Beobachtungen erreichen den Leitstand. Regeln machen aus Beobachtungen "
            "Ereignisse; was daraus folgt, entscheidet ein Mensch."
        ),
        (
            "Für Millisekunden sind Personen innerhalb des Prozesses erkennbar. Es werden also personenbezogene Daten "
            "verarbeitet, auch wenn keine Aufnahme jemanden zeigt."
        ),
    ),
    watched="Eingeschaltete Regeln",
    not_watched="Keine Regel ist eingeschaltet.",
    necessity="Notwendigkeit und Verhältnismäßigkeit (Artikel 35 Absatz 7 Buchstabe b)",
    necessity_text="Was dafür spricht: Die genannten Zwecke werden erreicht, ohne aufzuzeichnen, wer jemand ist; "
    "Aufnahmen bleiben nur so lange wie eingestellt; Originale: {originals}.",
    necessity_decide=(
        "Warum braucht es an jedem dieser Orte eine Kamera, und welche milderen Mittel wurden erwogen?",
        "Sind Zeiten, Blickfelder und Speicherung so klein, wie der Zweck es erlaubt?",
        (
            "Worauf stützt sich die Rechtsgrundlage hier (bei Artikel 6 Absatz 1 Buchstabe f: die Abwägung der "
            "Interessen)?"
        ),
        "Sind Beschäftigte im Blick? Dann muss womöglich ihre Vertretung zustimmen.",
    ),
    strength="Wie stark das Verdecken ist",
    risks="Risiken für Personen, und was dagegen getan wird (Artikel 35 Absatz 7 Buchstaben c und d)",
    risk="Risiko",
    measure="Was es verkleinert",
    left="Was hier bleibt",
    judged="Wahrscheinlichkeit und Schwere, von einem Menschen",
    risk_table={
        "appearance": Risk(
            "Jemand wird in einer Aufnahme am Aussehen erkannt.",
            "Verdeckt, was nicht erwiesen ist; siehe die gemessenen Werte.",
        ),
        "walk": Risk(
            "Jemand wird an Umriss oder Gang erkannt.",
            "Wo der Maßstab einer Ansicht gemessen ist, verdecken schlichte Kästen die Personen.",
        ),
        "originals": Risk(
            "Ein Original wird ohne Grund geöffnet.",
            "Versiegelt im Prozess der Kamera; geöffnet von mehreren Verwahrern gemeinsam, für einen Zeitraum, im "
            "Register und auf der öffentlichen Seite.",
        ),
        "keeping": Risk(
            "Aufnahmen werden länger als nötig aufbewahrt.",
            "Nach Alter von selbst gelöscht.",
        ),
        "views": Risk(
            "Private Orte sind im Blick.",
            "Privatbereiche sind immer verdeckt, ob jemand da ist oder nicht.",
        ),
        "insiders": Risk(
            "Eigene Leute sehen an, exportieren oder ändern ohne Grund.",
            "Rollen; jeder Blick, Export und jede Änderung wird mit Kennung eingetragen.",
        ),
        "record": Risk(
            "Das Register wird umgeschrieben.",
            "Ein Merkle-Register; Zeugen zeichnen Prüfpunkte gegen; jeder Browser, der hinsah, erinnert sich.",
        ),
        "ways_out": Risk(
            "Daten gehen auf Wegen hinaus, an die niemand denkt.",
            "Gesendet wird nur, was eingerichtet wurde; Nachrichten enthalten keine Bilder von Personen.",
        ),
        "creep": Risk(
            "Die Anlage wird später für anderes benutzt.",
            "Das Erkennen von Personen ist nicht in der Software; Änderungen von Zweck und Einstellungen stehen im "
            "Register.",
        ),
    },
    unmeasured_count="{count} von {all} Kameras haben keinen gemessenen Maßstab; ihre Umrisse können Personen "
    "verraten.",
    all_measured="Jede Kamera hat einen gemessenen Maßstab.",
    attack_left="Ein trainierter Angreifer wählte unter {people} die richtige Person am Gang in {known} der Fälle mit "
    "gemessenem Maßstab und in {unknown} ohne ({luck} wäre Zufall).",
    leak_left="In der schlechtesten gemessenen Aufnahme wurden bis zu {worst} der Flächen von Personen wiederholt.",
    originals_left="{quorum} von {custodians} Verwahrern öffnen eines; bisher wurden {opened} Zeiträume geöffnet.",
    no_originals_left="Es werden keine Originale aufbewahrt.",
    unbounded_left="Kameras ohne Altersgrenze: {count}.",
    bounded_left="Die längste ist {time}.",
    areas_left="Kameras ohne Privatbereich: {count} von {all}.",
    people_left="{people} Konten, davon Administration: {administrators}, Prüfung: {auditors}.",
    witness_left="Zeugen: {count}. Einträge: {size}.",
    channels_left="Eingeschaltete Wege nach außen: {count}.",
    never_left="Wer die Software ändert, könnte es einbauen; der Aufbau, die Tests und dieses Papier machen das "
    "sichtbar.",
    views="Standpunkte der Betroffenen, und Rat (Artikel 35 Absatz 2 und 9)",
    views_decide=(
        "Was hat die datenschutzbeauftragte Person geraten?",
        "Wessen Standpunkt wurde eingeholt (Anwohner, Beschäftigte und ihre Vertretung), und was folgte daraus?",
    ),
    outcome="Ergebnis (Artikel 35 Absatz 11 und 36)",
    outcome_decide=(
        "Bleibt ein hohes Risiko? Dann ist die Aufsichtsbehörde vor Beginn zu konsultieren.",
        "Wann wird diese Abschätzung überprüft? Spätestens, wenn eine Kamera, ein Zweck oder die Software sich ändert.",
    ),
    signature="Ort, Datum, Unterschrift des Verantwortlichen",
)
