// What lies on the phone until it has arrived: pictures in a queue, and what the server last said. 本机存储。
const NAME = "qinglian-concealed";

function opened() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("shots", { keyPath: "id" });
      asked.result.createObjectStore("said");
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

async function within(store, mode, act) {
  const db = await opened();
  try {
    return await new Promise((done, fail) => {
      const transaction = db.transaction(store, mode, { durability: "strict" });
      const asked = act(transaction.objectStore(store));
      transaction.oncomplete = () => done(asked.result);
      transaction.onerror = transaction.onabort = () => fail(transaction.error);
    });
  } finally {
    db.close();
  }
}

export const shots = () => within("shots", "readonly", (rows) => rows.getAll());
export const keep = (shot) => within("shots", "readwrite", (rows) => rows.put(shot));
export const drop = (id) => within("shots", "readwrite", (rows) => rows.delete(id));
export const said = (key) => within("said", "readonly", (rows) => rows.get(key));
export const say = (key, value) => within("said", "readwrite", (rows) => rows.put(value, key));

// Ask the browser not to clear this away when it runs short of room.
export const persist = () => navigator.storage?.persist?.().catch(() => false);
