// Both clocks of the phone against the server's challenge: the one people set, and the one nobody sets. 时间。
let begun = null;

// `facts` came just now: keep what the phone's clock said on receipt.
export function mark(facts) {
  begun = { device: Date.now(), ran: performance.now() };
  facts.device_at_challenge = begun.device;
  return facts;
}

// At the shutter. After the page was closed in between, the running clock is unknown and left out.
export function taken(facts, section) {
  const known = begun && begun.device === facts.device_at_challenge;
  return {
    challenge: section.challenge.token,
    device_at_challenge: facts.device_at_challenge,
    device_taken: Date.now(),
    ...(known ? { ran_ms: Math.round(performance.now() - begun.ran) } : {}),
  };
}
