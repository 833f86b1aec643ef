/** Which cameras are shown together with one. Apart so that whoever only links to the timeline does not load it. */

/** The camera that matters, and some of its neighbours in the site's order. Pure. */
export function withNeighbours(camera: string, all: readonly string[], most = 4): readonly string[] {
  return [camera, ...all.filter((id) => id !== camera)].slice(0, most);
}
