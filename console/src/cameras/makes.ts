/**
 * Common forms of camera addresses, to start from. Parts in capitals are to be replaced.
 *
 * From the makers' own manuals; firmware differs, so the test that follows is what counts.
 */

export interface Make {
  readonly name: string;
  readonly address: string;
}

export const MAKES: readonly Make[] = [
  { name: "Axis", address: "rtsp://USER:PASSWORD@ADDRESS/axis-media/media.amp?videocodec=h264" },
  { name: "Bosch", address: "rtsp://USER:PASSWORD@ADDRESS/rtsp_tunnel" },
  { name: "Hanwha", address: "rtsp://USER:PASSWORD@ADDRESS/profile2/media.smp" },
  { name: "Mobotix", address: "rtsp://USER:PASSWORD@ADDRESS:554/mobotix.h264" },
  { name: "Vivotek", address: "rtsp://USER:PASSWORD@ADDRESS/live1s1.sdp" },
  { name: "Reolink", address: "rtsp://USER:PASSWORD@ADDRESS:554/h264Preview_01_main" },
  { name: "UniFi", address: "rtsps://ADDRESS:7441/TOKEN" },
  { name: "Amcrest, Dahua", address: "rtsp://USER:PASSWORD@ADDRESS/cam/realmonitor?channel=1&subtype=0" },
  { name: "Hikvision", address: "rtsp://USER:PASSWORD@ADDRESS/Streaming/Channels/101" },
  { name: "MJPEG over HTTP", address: "http://USER:PASSWORD@ADDRESS/mjpg/video.mjpg" },
  { name: "USB on this machine", address: "/dev/video0" },
];
