/** How high the ruler of a timeline is on this device: the drawing and the gestures of each timeline agree on it. */

export const RULER_PX = 22;
export const RULER_FOR_FINGERS_PX = 44; // it is what a thumb takes hold of to move the view
const FOR_FINGERS = "(max-width: 720px), (pointer: coarse)";

export const rulerHere = (): number => (matchMedia(FOR_FINGERS).matches ? RULER_FOR_FINGERS_PX : RULER_PX);
