"""The record of processing and the impact assessment in French."""

from __future__ import annotations

from typing import Final

from groundglass.frosted.public.law.words import LawWords, Risk

FRENCH: Final = LawWords(
    record_title="Registre des activités de traitement",
    assessment_title="Analyse d’impact relative à la protection des données",
    site="Site",
    draft="Un projet, fait à partir des réglages et des valeurs mesurées de ce site. Ce n’est pas un avis juridique. "
    "Une personne responsable doit le vérifier, décider ce qui est signalé et en répondre.",
    made="Fait le {at} UTC par Groundglass {version}",
    to_decide="À décider ou à compléter par une personne",
    nothing_open="Rien de manquant n’a été trouvé dans les réglages. Cela ne veut pas dire que tout y est : lisez-le.",
    gaps={
        "no_operator": "Personne n’a indiqué qui exploite les caméras (le responsable du traitement).",
        "no_contact": "Personne n’a indiqué à qui s’adresser pour des questions et des demandes.",
        "no_officer": "Aucun délégué à la protection des données n’est nommé. Décidez s’il en faut un (article 37).",
        "no_authority": "L’autorité de contrôle n’est pas nommée.",
        "no_recipients": "Personne n’a indiqué qui d’autre reçoit des enregistrements, par exemple la police sur "
        "demande. Si personne n’en reçoit, écrivez-le.",
        "not_public": "La page publique est désactivée : seuls les panneaux apprennent aux gens que des caméras "
        "existent.",
        "no_purpose": "Aucune finalité n’est indiquée pour : {cameras}.",
        "no_basis": "Aucune base juridique n’est indiquée pour : {cameras}.",
        "no_place": "Personne n’a dit en mots où se trouvent : {cameras}.",
        "unmeasured": "L’échelle de la vue n’est pas mesurée : {cameras}. Ce qui reste d’une personne ne peut être "
        "indiqué en pixels par mètre, et un contour peut trahir une démarche. Mesurez-la, ou dites pourquoi cela peut "
        "rester ainsi.",
        "unbounded": "Aucune durée ne met fin aux enregistrements de : {cameras}. La conservation doit se limiter à ce "
        "que la finalité exige (article 5, paragraphe 1, point e).",
        "no_privacy_area": "Aucune partie de la vue n’est toujours masquée : {cameras}. Décidez si des fenêtres, des "
        "jardins ou des portes d’autrui s’y trouvent.",
        "overlay": "Des parties de la vue sont montrées telles quelles, car la caméra y écrit : {cameras}. Vérifiez "
        "que personne ne peut s’y tenir.",
        "sound": "Le son est scellé avec les originaux de : {cameras}. Dans bien des pays, enregistrer des paroles est "
        "un délit.",
        "one_custodian": "Un dépositaire peut à lui seul ouvrir un original.",
        "no_drills": "Aucun essai n’est prévu : personne ne sait si les clés des dépositaires ouvrent encore quelque "
        "chose.",
        "no_witness": "Personne d’extérieur au site ne contresigne le registre des actes : il ne prouve donc rien "
        "contre le site lui-même.",
        "one_administrator": "Il y a au plus un administrateur : personne ne remarque ce qu’il fait, et personne ne le "
        "remplace.",
        "no_auditor": "Personne n’a le rôle d’auditeur, qui lit le registre des actes et ne voit aucune image.",
    },
    controller="Responsable du traitement (article 30, paragraphe 1, point a)",
    activities="Activités de traitement, finalités et base juridique (b)",
    activity="Activité",
    watching="Vidéosurveillance où les personnes sont masquées",
    sealing="Originaux scellés",
    sealing_purpose="Preuve lorsqu’une affaire l’exige ; ouverts seulement par {quorum} dépositaires sur {custodians}, "
    "ensemble.",
    staff="Comptes et registre des actes",
    staff_purpose="Laisser entrer qui en a le droit, et pouvoir montrer qui a fait quoi.",
    people_concerned="Catégories de personnes et de données (c)",
    passers_by="Personnes dans le champ des caméras",
    own_people="Personnes qui travaillent avec le système",
    data="Données",
    frosted_data="Enregistrements où est masqué tout ce dont il n’est pas prouvé que c’est le lieu vide",
    observed_data="Observations anonymes (cadre, place au sol, vitesse ; leurs numéros finissent avec la vue, au plus "
    "tard après 60 minutes), comptages et événements",
    sealed_data="Le flux même de la caméra, chiffré avant de quitter le processus de la caméra",
    staff_data="Nom, rôle, connexion, et ce qu’ils ont regardé, exporté, modifié ou ouvert, avec l’heure",
    recipients="Destinataires (d)",
    declared_recipients="Indiqués",
    roles_in_numbers="Personnes du site par rôle",
    roles={
        "viewer": "Observateur",
        "auditor": "Auditeur",
        "responder": "Intervenant",
        "operator": "Opérateur",
        "supervisor": "Chef d’équipe",
        "administrator": "Administrateur",
    },
    no_role="personne",
    channels="Envoyé de soi-même, sans image de personnes",
    no_channels="Rien n’est envoyé de soi-même.",
    transfers="Transferts vers des pays tiers (e)",
    no_transfers="Aucun n’est indiqué. Le système n’envoie rien nulle part qui n’ait été réglé.",
    erasure="Délais d’effacement (f)",
    erasure_rows=("Enregistrements", "Originaux", "Observations", "Événements", "Registre des actes"),
    erasure_events="{days} jours",
    erasure_record="Non effacé : il ne nomme les personnes que par un identifiant, et leur nom disparaît avec leur "
    "compte.",
    erasure_accounts="Jusqu’au retrait du compte",
    measures="Mesures techniques et organisationnelles (g)",
    measure_list=(
        (
            "Une partie d’image n’est montrée que là où elle correspond au lieu prouvé. Ce qui ne peut être jugé est "
            "masqué ; aucun détecteur n’a à trouver une personne."
        ),
        (
            "Des pixels reconnaissables n’existent que dans la mémoire d’un processus par caméra, qui ne peut écrire "
            "aucun fichier et renonce à ses droits avant d’ouvrir la caméra."
        ),
        "Le son et les métadonnées du flux de la caméra n’atteignent pas l’enregistrement.",
        (
            "On se connecte par mot de passe (argon2id) ou par clé d’accès ; chaque rôle atteint ce qu’il lui faut ; "
            "les adresses des caméras sont chiffrées sur le disque."
        ),
        (
            "Qui a regardé, exporté, modifié ou ouvert quoi est inscrit, avant que cela prenne effet, dans un registre "
            "dont chacun peut déceler la réécriture."
        ),
        (
            "Il n’y a ni reconnaissance faciale, ni lecture de plaques, ni rapprochement de personnes, par "
            "construction et non par réglage."
        ),
        "L’effacement suit de lui-même les délais ci-dessus ; quand la place manque, le plus ancien part d’abord.",
    ),
    cameras="Caméras",
    why="Pourquoi une analyse est faite (article 35, paragraphes 1 et 3, point c)",
    why_text="La surveillance systématique à grande échelle d’une zone accessible au public exige une analyse ; la "
    "plupart des autorités citent la vidéosurveillance de lieux publics. Le masquage réduit le risque et ne supprime "
    "pas l’obligation.",
    description="Description du traitement (article 35, paragraphe 7, point a)",
    description_text=(
        (
            "{count} caméras. Chacune est lue par un processus à elle, qui masque toute partie de l’image dont il "
            "n’est pas prouvé qu’elle est le lieu vide, avant que quoi que ce soit soit conservé, montré ou envoyé."
        ),
        (
            "Enregistrements, images en direct et observations anonymes parviennent au poste. Des règles font des "
            "observations des événements ; une personne décide de ce qui s’ensuit."
        ),
        (
            "Pendant les millisecondes passées dans le processus, les personnes sont reconnaissables. C’est donc un "
            "traitement de données à caractère personnel, même si aucun enregistrement ne montre quelqu’un."
        ),
    ),
    watched="Règles actives",
    not_watched="Aucune règle n’est active.",
    necessity="Nécessité et proportionnalité (article 35, paragraphe 7, point b)",
    necessity_text="Ce qui parle en sa faveur : les finalités nommées sont atteintes sans enregistrer qui est "
    "quelqu’un ; les enregistrements sont conservés aussi peu que réglé ; originaux : {originals}.",
    necessity_decide=(
        (
            "Pourquoi une caméra est-elle nécessaire à chacun de ces endroits, et quels moyens moins intrusifs ont été "
            "examinés ?"
        ),
        "Les heures, les vues et la conservation sont-elles aussi réduites que la finalité le permet ?",
        (
            "Pour quelles raisons la base juridique vaut-elle ici (avec l’article 6, paragraphe 1, point f : la mise "
            "en balance des intérêts) ?"
        ),
        "Des salariés sont-ils dans le champ ? Leurs représentants doivent alors peut-être être consultés.",
    ),
    strength="La force du masquage",
    risks="Risques pour les personnes, et ce qui est fait contre eux (article 35, paragraphe 7, points c et d)",
    risk="Risque",
    measure="Ce qui le réduit",
    left="Ce qui en reste ici",
    judged="Probabilité et gravité, par une personne",
    risk_table={
        "appearance": Risk(
            "Quelqu’un est reconnu dans un enregistrement à son apparence.",
            "Masqué sauf preuve ; voir les valeurs mesurées.",
        ),
        "walk": Risk(
            "Quelqu’un est reconnu à son contour ou à sa démarche.",
            "Là où l’échelle d’une vue est mesurée, de simples cadres couvrent les personnes.",
        ),
        "originals": Risk(
            "Un original est ouvert sans motif.",
            "Scellé dans le processus de la caméra ; ouvert par plusieurs dépositaires ensemble, pour une période, "
            "inscrit au registre et sur la page publique.",
        ),
        "keeping": Risk(
            "Des enregistrements sont gardés plus longtemps que nécessaire.",
            "Effacés selon leur âge, d’eux-mêmes.",
        ),
        "views": Risk(
            "Des lieux privés sont dans le champ.",
            "Les zones privées sont toujours masquées, que quelqu’un soit là ou non.",
        ),
        "insiders": Risk(
            "Des personnes du site regardent, exportent ou modifient sans motif.",
            "Des rôles ; chaque regard, export et changement est inscrit avec un identifiant.",
        ),
        "record": Risk(
            "Le registre des actes est réécrit.",
            "Un journal de Merkle ; des témoins contresignent ses états ; chaque navigateur qui l’a regardé s’en "
            "souvient.",
        ),
        "ways_out": Risk(
            "Des données sortent par des voies auxquelles personne ne pense.",
            "Seul ce qui a été réglé est envoyé ; les messages ne contiennent aucune image de personnes.",
        ),
        "creep": Risk(
            "Le système sert plus tard à autre chose.",
            "La reconnaissance de personnes n’est pas dans le logiciel ; les changements de finalité et de réglages "
            "sont inscrits.",
        ),
    },
    unmeasured_count="{count} caméras sur {all} n’ont pas d’échelle mesurée ; leurs contours peuvent trahir des "
    "personnes.",
    all_measured="Chaque caméra a une échelle mesurée.",
    attack_left="Un attaquant entraîné a désigné la bonne personne parmi {people} à sa démarche dans {known} des cas "
    "avec une échelle mesurée, et dans {unknown} sans elle ({luck} serait le hasard).",
    leak_left="Jusqu’à {worst} de la surface des personnes se retrouvait dans le pire enregistrement mesuré.",
    originals_left="{quorum} dépositaires sur {custodians} en ouvrent un ; {opened} périodes ont été ouvertes "
    "jusqu’ici.",
    no_originals_left="Aucun original n’est conservé.",
    unbounded_left="Caméras sans limite d’âge : {count}.",
    bounded_left="La plus longue est de {time}.",
    areas_left="Caméras sans zone privée : {count} sur {all}.",
    people_left="{people} comptes, dont {administrators} administrateurs et {auditors} auditeurs.",
    witness_left="Témoins : {count}. Inscriptions : {size}.",
    channels_left="Voies de sortie actives : {count}.",
    never_left="Qui modifie le logiciel pourrait la construire ; la structure, ses tests et ce document le rendent "
    "visible.",
    views="Avis des personnes concernées, et conseils (article 35, paragraphes 2 et 9)",
    views_decide=(
        "Qu’a conseillé le délégué à la protection des données ?",
        "De qui l’avis a-t-il été demandé (riverains, salariés et leurs représentants), et qu’en est-il résulté ?",
    ),
    outcome="Résultat (articles 35, paragraphe 11, et 36)",
    outcome_decide=(
        "Un risque élevé subsiste-t-il ? Consultez alors l’autorité de contrôle avant de commencer.",
        "Quand cette analyse est-elle revue ? Au plus tard quand une caméra, une finalité ou le logiciel change.",
    ),
    signature="Lieu, date, signature du responsable du traitement",
)
