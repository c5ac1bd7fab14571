// The Equal Earth projection as a Leaflet CRS.
// Šavrič, Patterson and Jenny (2018), "The Equal Earth map projection", IJGIS 33(3), 454-465.
// Zoom 0 shows the whole world 256 pixels wide. Longitudes are degrees east and are not wrapped:
// the page's shapes run from lon0 - 180 to lon0 + 180. Beyond the poles, where only corners of
// rectangles lie, y goes on evenly, so that every point of the plane has its own coordinates.

/** @param {number} lon0 */
export function equalEarth(lon0) {
  const A = [1.340264, -0.081106, 0.000893, 0.003796];
  const M = Math.sqrt(3) / 2;
  const RAD = Math.PI / 180;
  const POLE = Math.PI / 3;

  /**
   * y as a function of the parametric latitude.
   * @param {number} t
   */
  function y(t) {
    const t2 = t * t, t6 = t2 * t2 * t2;
    return t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
  }
  /**
   * The derivative of y.
   * @param {number} t
   */
  function slope(t) {
    const t2 = t * t, t6 = t2 * t2 * t2;
    return A[0] + 3 * A[1] * t2 + t6 * (7 * A[2] + 9 * A[3] * t2);
  }

  /** @param {L.LatLng} latlng */
  function project(latlng) {
    const lat = Math.max(-90, Math.min(90, latlng.lat));
    const t = Math.asin(M * Math.sin(lat * RAD));
    const beyond = (latlng.lat - lat) * RAD;
    return L.point((latlng.lng - lon0) * RAD * Math.cos(t) / (M * slope(t)), y(t) + beyond);
  }

  /**
   * Newton's method; it converges in a few steps everywhere.
   * @param {L.Point} point
   */
  function unproject(point) {
    const inside = Math.max(-y(POLE), Math.min(y(POLE), point.y));
    let t = inside;
    for (let step = 0; step < 12; step += 1) {
      t -= (y(t) - inside) / slope(t);
      t = Math.max(-POLE, Math.min(POLE, t));
    }
    const lat = Math.asin(Math.max(-1, Math.min(1, Math.sin(t) / M))) / RAD;
    const beyond = (point.y - inside) / RAD;
    return L.latLng(lat + beyond, lon0 + point.x * M * slope(t) / Math.cos(t) / RAD);
  }

  const width = 2 * Math.PI / (M * A[0]);
  const height = 2 * y(POLE);
  return L.extend({}, /** @type {any} */ (L.CRS), {
    code: "EqualEarth",
    projection: {
      project,
      unproject,
      bounds: L.bounds([-width / 2, -height / 2], [width / 2, height / 2]),
    },
    transformation: new L.Transformation(1 / width, 0.5, -1 / width, 0.5),
    distance: L.CRS.Earth.distance,
    R: /** @type {any} */ (L.CRS.Earth).R,
  });
}
