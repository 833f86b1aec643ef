import type { Words } from "../../words";
import type { Translation } from "../translation";

export const stills: Translation<Words["stills"]> = {
  take: "Prendre une image fixe", takeOf: (name) => `Prendre une image fixe de ${name}`, title: "Image fixe de l'instant", intro: "L'image givrée en taille réelle, telle qu'elle est conservée. Ce que vous prenez est inscrit au registre.",
  frosted: "Givrée avant d'être conservée", live: "en direct",
  save: "Enregistrer en PNG", copy: "Copier", saved: "L'image est enregistrée.", copied: "L'image est copiée.", noCopy: "Ce navigateur ne copie pas d'images ici. Enregistrez-la.", none: "Il n'y a pas encore d'image à prendre.", choose: "Choisissez d'abord une image : pointez-la, ou allez-y avec les flèches.", notMade: "Le navigateur n'a pas pu faire l'image. Réessayez.",
};
