"""Receives PausePoint's webhooks: believes only what is signed and recent, acts once per event."""
import base64, binascii, hashlib, hmac, json, os, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ.get("PAUSEPOINT_WEBHOOK_SECRET") or sys.exit("Set PAUSEPOINT_WEBHOOK_SECRET")
TOLERANCE_SECONDS = 300
LARGEST = 1_000_000


def key_of(secret):
    """A secret we made is base64 after its prefix; your own is used as it is."""
    if secret.startswith("whsec_"):
        try:
            return base64.b64decode(secret[len("whsec_"):], validate=True) or secret.encode()
        except binascii.Error:
            pass
    return secret.encode()


def is_ours(body, headers):
    """`body` is the raw bytes, before any JSON parser: printed again they would not fit."""
    event_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not (event_id and timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    if abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{event_id}.{timestamp}.".encode() + body
    digest = hmac.new(key_of(SECRET), signed, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(digest)
    # During a rotation there are several, one for each secret.
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(expected, one.encode()) for one in given)


# Ids repeat: when an answer was lost, and when you redeliver. In your application this is a table
# with a unique key on the id, written in the same transaction as what you do about the event.
done = set()
one_at_a_time = threading.Lock()


def once(event, act):
    with one_at_a_time:
        if event["id"] not in done:
            act(event)
            done.add(event["id"])


# Other events, such as a test of this endpoint, decide nothing.
ENDINGS = ("pause.responded", "pause.timed_out", "pause.cancelled")


# Answer within 15 seconds: what takes longer belongs into a queue of yours.
def act(event):
    if event["type"] not in ENDINGS:
        return
    data = event["data"]
    # A timeout is never a human's answer.
    answered = event["type"] == "pause.responded" and data["human_decided"]
    decision = "go" if answered and data["choice"] == "Approve" else "stop"
    print(event["type"], event["pause_id"], decision, flush=True)


class Receiver(BaseHTTPRequestHandler):
    timeout = 15

    def do_POST(self):
        size = self.headers.get("content-length", "")
        if not (size.isascii() and size.isdigit() and len(size) < 9 and int(size) <= LARGEST):
            return self.answer(400)
        body = self.rfile.read(int(size))
        # Not ours, or too late to be believed.
        if not is_ours(body, self.headers):
            return self.answer(400)
        try:
            once(json.loads(body), act)
        except Exception as error:
            # Our own trouble: PausePoint tries again.
            self.log_error("%r", error)
            return self.answer(500)
        self.answer(200)

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_request(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 4000))), Receiver)
print(f"listening on http://127.0.0.1:{server.server_address[1]}/", flush=True)
server.serve_forever()
