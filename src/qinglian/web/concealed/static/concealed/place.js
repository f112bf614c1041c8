// Where: by satellite where there is one, by the code of a point, by portal and face, or as declared. Never a refusal. 位置。
const PATIENCE = 15000;

export function satellite() {
  return new Promise((done) => {
    if (!navigator.geolocation) return done(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ kind: "gnss", lat: coords.latitude, lon: coords.longitude, accuracy: Math.round(coords.accuracy) }),
      () => done(null),
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60000 },
    );
  });
}

// What the form says of it.
export function declared(form, fix) {
  const kind = form.elements.place.value;
  if (kind === "gnss" && fix) return fix;
  if (kind === "qr_point") return { kind, point: form.elements.point.value.trim() };
  if (kind === "portal") return { kind, portal: form.elements.portal.value.trim(), face: form.elements.face.value.trim() };
  return { kind: "declared" };
}
