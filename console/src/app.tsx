/** The frame around every page: who is signed in, where we are, how to get elsewhere. */

import { useEffect, useMemo, useState } from "preact/hooks";

import { SoundActs, SoundControl } from "./alarm/control";
import { startHearing } from "./alarm/hearing";
import { AddCamera } from "./cameras/add";
import { CameraList } from "./cameras/list";
import { CameraSettings } from "./cameras/settings";
import { MarkingHere } from "./bookmarks/dialog";
import { marking } from "./bookmarks/marking";
import { CameraPage } from "./camera/page";
import { ChannelsPage } from "./channels/page";
import { EventsPage } from "./events/page";
import { Help } from "./help";
import { board, loadBoard, waiting } from "./incidents/board";
import { IncidentPage } from "./incidents/incident";
import { IncidentsPage } from "./incidents/page";
import { ProceduresPage } from "./incidents/procedures";
import { needsAttention } from "./model";
import { Button, Empty, ProblemNote, Waiting } from "./parts/controls";
import { Icon, type IconName, Mark } from "./parts/icon";
import { useChord, useKeys } from "./parts/keys";
import { lazy } from "./parts/lazy";
import { Toasts } from "./parts/toast";
import { SignIn } from "./people/sign-in";
import { Welcome } from "./people/welcome";
import { Palette } from "./palette";
import { type Route, go, hashOf, parseRoute } from "./route";
import { askSession, session, useRight } from "./session";
import { SitePage } from "./site/site";
import { FirstSteps } from "./start/card";
import { StillHere } from "./stills/dialog";
import { still } from "./stills/taking";
import { useStore } from "./store";
import { Wall } from "./wall/wall";
import { startWatching, watch } from "./watch";
import { words } from "./words";

const BookmarksPage = lazy(() => import("./bookmarks/page").then((file) => file.BookmarksPage));
const AnalyticsPage = lazy(() => import("./analytics/page").then((file) => file.AnalyticsPage));
const SearchPage = lazy(() => import("./search/page").then((file) => file.SearchPage));
const TimelinePage = lazy(() => import("./timeline/page").then((file) => file.TimelinePage));
const AskPage = lazy(() => import("./custody/ask").then((file) => file.AskPage));
const CustodyPage = lazy(() => import("./custody/page").then((file) => file.CustodyPage));
const InboxPage = lazy(() => import("./custody/inbox").then((file) => file.InboxPage));
const LedgerPage = lazy(() => import("./ledger/page").then((file) => file.LedgerPage));
const MachinesPage = lazy(() => import("./machines/page").then((file) => file.MachinesPage));
const MapPage = lazy(() => import("./map/page").then((file) => file.MapPage));
const MePage = lazy(() => import("./people/me").then((file) => file.MePage));
const PeoplePage = lazy(() => import("./people/people").then((file) => file.PeoplePage));
const PhonePage = lazy(() => import("./phone/page").then((file) => file.PhonePage));
const PublicPage = lazy(() => import("./public/page").then((file) => file.PublicPage));
const StartPage = lazy(() => import("./start/page").then((file) => file.StartPage));
const RequestPage = lazy(() => import("./custody/request-page").then((file) => file.RequestPage));

export function App() {
  const now = useStore(session);
  const route = useRoute();
  useEffect(() => void askSession(), []);
  switch (now.kind) {
    case "asking":
      return <div class="door"><Waiting text={words.common.loading} /></div>;
    case "failed":
      return (
        <div class="door">
          <div class="door-card">
            <ProblemNote problem={now.problem} />
            <Button kind="main" onClick={() => void askSession()}>{words.common.retry}</Button>
          </div>
        </div>
      );
    case "out":
      if (route.page === "custodian" || route.page === "ledger") return <Porch route={route} />;
      return <SignIn site={now.site} token={route.page === "sign-in" ? route.token : null} failed={route.page === "sign-in" ? (route.failed ?? null) : null} />;
    case "new":
      return <Welcome me={now.me} />;
    case "in":
      return <Desk route={route} />;
  }
}

function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const take = (): void => setHash(location.hash);
    take(); // somebody may have gone on between the first paint and this effect
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return useMemo(() => parseRoute(hash), [hash]);
}

function Desk({ route }: { readonly route: Route }) {
  const [opened, setOpened] = useState<{ readonly what: "none" | "palette" | "help"; readonly on: Route["page"] }>({ what: "none", on: route.page });
  // A key may come while the address has changed and the page has not: it is meant for the page that comes.
  const setOverlay = (what: typeof opened.what): void => setOpened({ what, on: parseRoute(location.hash).page });
  const overlay = opened.on === route.page ? opened.what : "none";
  const sees = useRight("see");
  useEffect(() => (sees ? startWatching() : undefined), [sees]);
  useEffect(() => {
    // An auditor reads the record and watches no camera.
    if (!sees && (route.page === "wall" || route.page === "sign-in")) go({ page: "ledger", index: null });
  }, [sees, route]);
  useEffect(() => {
    // What stands over a page belongs to it: the browser's way back closes it too.
    marking.set(null);
    still.set(null);
    setOpened((now) => (now.on === route.page ? now : { what: "none", on: route.page }));
  }, [route.page]);
  const signedIn = useStore(session);
  const atDesk = signedIn.kind === "in" && signedIn.me.rights.includes("incidents");
  useEffect(() => {
    if (atDesk) void loadBoard();
  }, [atDesk]);
  const alone = route.page === "wall" && route.alone === true;
  useEffect(() => (sees ? startHearing(alone) : undefined), [sees, alone]);
  useEffect(() => {
    if (route.page === "sign-in") go({ page: "wall" });
  }, [route]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOverlay("palette");
      }
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  const rights = signedIn.kind === "in" ? signedIn.me.rights : [];
  useChord("g", Object.fromEntries(AFTER_G.filter(([, , right]) => right === "" || rights.includes(right)).map(([key, target]) => [key, () => go(target)])));
  useKeys({
    "/": () => setOverlay("palette"),
    "?": () => setOverlay("help"),
    Escape: () => {
      if (document.fullscreenElement === null) leavePage(route);
    },
  });
  const needed = NEEDS[route.page];
  return (
    <div class={`desk on-${route.page}${alone ? " is-alone" : ""}`}>
      <a class="skip" href="#page" onClick={focusPage}>{words.skip}</a>
      {!alone && <Rail route={route} onSearch={() => setOverlay("palette")} />}
      <div class="desk-main">
        <Disconnected />
        {route.page === "wall" && !alone && <FirstSteps />}
        {needed === undefined || needed.some((right) => rights.includes(right)) ? <Page route={route} /> : <NotYours />}
      </div>
      {sees && <SoundActs />}
      {sees && <MarkingHere />}
      {sees && <StillHere />}
      {overlay === "palette" && <Palette onClose={() => setOverlay("none")} onHelp={() => setOverlay("help")} />}
      {overlay === "help" && <Help onClose={() => setOverlay("none")} />}
      <Toasts />
    </div>
  );
}

/** Where G and then a key leads, and the right that the page needs. */
const AFTER_G: readonly (readonly [string, Route, string])[] = [
  ["l", { page: "wall" }, "see"],
  ["c", { page: "cameras" }, "see"],
  ["i", { page: "incidents", closed: false }, "incidents"],
  ["s", { page: "site" }, ""],
];

/** The hash is the route, so a plain link to `#page` would leave it; the focus is moved by hand. */
function focusPage(event: MouseEvent): void {
  event.preventDefault();
  const page = document.getElementById("page");
  page?.setAttribute("tabindex", "-1");
  page?.focus();
}

function leavePage(route: Route): void {
  if (route.page === "camera") go({ page: "wall" });
  if (route.page === "settings") go({ page: "camera", id: route.id, at_ms: null });
  if (route.page === "add") go({ page: "cameras" });
  if (route.page === "ask" || route.page === "request") go({ page: "custody", part: "requests" });
  if (route.page === "ledger" && route.index !== null) go({ page: "ledger", index: null });
  if (route.page === "people" || route.page === "start" || route.page === "channels" || route.page === "machines" || route.page === "public") go({ page: "site" });
  if (route.page === "tasks" && route.incident !== null) go({ page: "tasks", incident: null });
  if (route.page === "incident" || route.page === "procedures") go({ page: "incidents", closed: false });
}

const SEES = ["see"];
const SETS_UP = ["set_up"];
const DISPATCHES = ["incidents"];

/** Pages that are of no use without one of these rights. They are offered to nobody who lacks it; an address can still lead there. */
const NEEDS: Readonly<Partial<Record<Route["page"], readonly string[]>>> = {
  cameras: SEES, camera: SEES, map: SEES, events: SEES, timeline: SEES, search: SEES, bookmarks: SEES, analytics: SEES, incidents: DISPATCHES, procedures: DISPATCHES, tasks: ["respond"],
  add: SETS_UP, settings: SETS_UP, channels: SETS_UP, machines: SETS_UP, start: SETS_UP, public: ["set_up", "audit"], people: ["people"], ask: ["request"],
};

function NotYours() {
  const [title, hint] = words.problems["your role does not include this"];
  return <main class="page" id="page"><Empty icon="lock" title={title} text={hint} action={<Button onClick={() => history.back()}>{words.common.back}</Button>} /></main>;
}

function Page({ route }: { readonly route: Route }) {
  switch (route.page) {
    case "wall":
      return <Wall wall={route.wall} alone={route.alone} tour={route.tour} />;
    case "sign-in":
      return <Wall />;
    case "cameras":
      return <CameraList />;
    case "add":
      return <AddCamera />;
    case "camera":
      return <CameraPage key={route.id} id={route.id} at_ms={route.at_ms} plays={route.plays === true} />;
    case "settings":
      return <CameraSettings key={route.id} id={route.id} />;
    case "site":
      return <SitePage />;
    case "people":
      return <PeoplePage part={route.part ?? "people"} />;
    case "start":
      return <StartPage />;
    case "incidents":
      return <IncidentsPage key={String(route.closed)} closed={route.closed} />;
    case "incident":
      return <IncidentPage key={route.number} number={route.number} />;
    case "tasks":
      return <PhonePage incident={route.incident} />;
    case "procedures":
      return <ProceduresPage />;
    case "public":
      return <PublicPage />;
    case "channels":
      return <ChannelsPage />;
    case "machines":
      return <MachinesPage />;
    case "map":
      return <MapPage focus={route.focus} />;
    case "events":
      return <EventsPage part={route.part} />;
    case "timeline":
      return <TimelinePage cameras={route.cameras} at_ms={route.at_ms} />;
    case "search":
      return <SearchPage asked={route.asked} />;
    case "bookmarks":
      return <BookmarksPage asked={route.asked} />;
    case "analytics":
      return <AnalyticsPage asked={route.asked} />;
    case "me":
      return <MePage />;
    case "custody":
      return <CustodyPage part={route.part} />;
    case "ask":
      return <AskPage camera={route.camera} from_ms={route.from_ms} to_ms={route.to_ms} />;
    case "request":
      return <RequestPage key={route.id} id={route.id} />;
    case "custodian":
      return <InboxPage />;
    case "ledger":
      return <LedgerPage index={route.index} />;
  }
}

/** What needs no account: a custodian's page, whose key is the way in, and the ledger, which is everybody's. */
function Porch({ route }: { readonly route: Route }) {
  return (
    <div class="porch">
      <header class="porch-head">
        <a class="porch-name" href={hashOf({ page: "wall" })} aria-label={words.product}><Mark size={24} /><span>{words.product}</span></a>
        <span class="grow" />
        {route.page !== "custodian" && <a class="porch-link" href={hashOf({ page: "custodian" })}>{words.custody.inbox.title}</a>}
        {route.page !== "ledger" && <a class="porch-link" href={hashOf({ page: "ledger", index: null })}>{words.ledger.title}</a>}
        <a class="porch-link" href={hashOf({ page: "sign-in", token: null })}>{words.signIn.title}</a>
      </header>
      <Page route={route} />
      <Toasts />
    </div>
  );
}

/** A place of the rail: which pages belong to it, which right it needs, and whether a phone's bar has room for it. */
type RailPlace = readonly [IconName, string, Route, readonly Route["page"][], string, "always" | "wide"];

const PLACES: readonly RailPlace[] = [
  ["wall", words.nav.wall, { page: "wall" }, ["wall", "camera", "sign-in"], "see", "always"],
  ["alert", words.nav.incidents, { page: "incidents", closed: false }, ["incidents", "incident", "procedures"], "incidents", "always"],
  ["map", words.nav.map, { page: "map", focus: null }, ["map"], "see", "wide"],
  ["live", words.nav.events, { page: "events", part: "events" }, ["events"], "see", "wide"],
  ["history", words.nav.history, { page: "timeline", cameras: [], at_ms: null }, ["timeline", "search", "bookmarks", "analytics"], "see", "wide"],
  ["check", words.nav.tasks, { page: "tasks", incident: null }, ["tasks"], "respond", "always"],
  ["cameras", words.nav.cameras, { page: "cameras" }, ["cameras", "add", "settings"], "see", "always"],
  ["lock", words.nav.custody, { page: "custody", part: "requests" }, ["custody", "ask", "request", "custodian"], "", "wide"],
  ["ledger", words.nav.ledger, { page: "ledger", index: null }, ["ledger"], "", "wide"],
  ["site", words.nav.site, { page: "site" }, ["site", "people", "channels", "machines", "public", "start"], "", "always"],
  ["person", words.nav.me, { page: "me" }, ["me"], "", "always"],
];

function Rail({ route, onSearch }: { readonly route: Route; readonly onSearch: () => void }) {
  const worried = useStore(watch).cameras.filter(needsAttention).length;
  const fresh = waiting(useStore(board).lines);
  const signedIn = useStore(session);
  const rights = signedIn.kind === "in" ? signedIn.me.rights : [];
  const places = PLACES.filter(([, , , , right]) => right === "" || rights.includes(right));
  return (
    <nav class="rail" aria-label={words.nav.label}>
      <a class="rail-mark" href={hashOf({ page: "wall" })} aria-label={words.product}><Mark /></a>
      {places.map(([icon, label, target, pages, , room]) => (
        <a key={label} class={room === "wide" ? "rail-link rail-wide" : "rail-link"} href={hashOf(target)} aria-current={pages.includes(route.page) ? "page" : undefined}>
          <Icon name={icon} size={22} />
          <span>{label}</span>
          {target.page === "cameras" && worried > 0 && <span class="rail-count" aria-label={words.common.needsAttention(worried)}>{worried}</span>}
          {target.page === "incidents" && fresh > 0 && <span class="rail-count" aria-label={words.nav.newIncidents(fresh)}>{fresh}</span>}
        </a>
      ))}
      <span class="grow" />
      {rights.includes("see") && <SoundControl rail />}
      <button type="button" class="rail-link rail-search" onClick={onSearch} title={`${words.nav.search} (/)`}>
        <Icon name="search" size={22} />
        <span>{words.nav.search}</span>
      </button>
    </nav>
  );
}

function Disconnected() {
  const { connected, deskHere } = useStore(watch);
  if (connected && deskHere) return null;
  if (connected) {
    return (
      <div class="disconnected is-calm" role="status">
        <Icon name="alert" size={18} />
        <span>{words.connection.deskAway}</span>
      </div>
    );
  }
  return (
    <div class="disconnected" role="alert">
      <span class="spinner" aria-hidden="true" />
      <span>{words.connection.lost}</span>
      <span class="faint">{words.connection.retrying}</span>
    </div>
  );
}
