/** The sentences of a still of the moment; a part of words.ts, which is where a translation begins. */

export const stillWords = {
  take: "Take a still", takeOf: (name: string): string => `Take a still of ${name}`, title: "Still of the moment", intro: "The frosted picture in full size, as it is stored. What you take is on record.",
  frosted: "Frosted before storage", live: "live",
  save: "Save as PNG", copy: "Copy", saved: "The still is saved.", copied: "The still is copied.", noCopy: "This browser copies no pictures here. Save it instead.", none: "There is no picture to take yet.", choose: "Choose a picture first: point at it, or go to it with the arrow keys.", notMade: "The browser could not make the picture. Try again.",
} as const;
