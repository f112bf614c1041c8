"""
An OpenID Connect provider on this machine, as far as the code flow goes: discovery, authorize, token, keys, userinfo.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "qinglian", "for tests"


class Provider:
    """
    A provider at `issuer`. `subject` and `claims`: who signs in there; `id_token` and `userinfo`: what is said
    otherwise than it should be; `sign`: key, algorithm and key id of its tokens. It checks the client, the code and
    PKCE.
    """

    def __init__(self) -> None:
        self.subject, self.claims = "0001", {"preferred_username": "shili"}
        self.id_token: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.sign: tuple[Any, str, str | None] = (KEY, "RS256", "one")
        self.codes: dict[str, dict[str, str]] = {}
        self.refused: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self, "")

            def do_POST(self) -> None:
                outer.answer(self, self.rfile.read(int(self.headers["Content-Length"])).decode())

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, to: BaseHTTPRequestHandler, body: str) -> None:
        parts = urlsplit(to.path)
        asked = {name: values[0] for name, values in parse_qs(body or parts.query).items()}
        match parts.path:
            case "/.well-known/openid-configuration":
                self._json(to, self.discovery())
            case "/authorize":
                self._authorize(to, asked)
            case "/token":
                self._token(to, asked)
            case "/keys":
                self._json(to, {"keys": [self._key()]})
            case "/userinfo":
                self._json(to, {"sub": self.subject, **self.claims, **self.userinfo})
            case _:
                to.send_error(404)

    def discovery(self) -> dict[str, Any]:
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return {
            "issuer": self.issuer,
            **{f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in ends.items()},
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _key(self) -> dict[str, Any]:
        told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {**told, "kid": "one", "alg": "RS256", "use": "sig"}

    def _authorize(self, to: BaseHTTPRequestHandler, asked: dict[str, str]) -> None:
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        said = {"code": code, "state": asked["state"]}
        to.send_response(302)
        to.send_header("Location", f"{asked['redirect_uri']}?{urlencode(said)}")
        to.end_headers()

    def _token(self, to: BaseHTTPRequestHandler, asked: dict[str, str]) -> None:
        was = self.codes.pop(asked.get("code", ""), None)
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        why = (
            "code" if was is None
            else "client" if (asked.get("client_id"), asked.get("client_secret")) != (CLIENT, SECRET)
            else "redirect" if asked["redirect_uri"] != was["redirect_uri"]
            else "pkce" if was.get("code_challenge") != challenge
            else ""
        )  # fmt: skip
        if why or was is None:
            self.refused.append(why)
            to.send_error(400)
            return
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 60,
            "nonce": was.get("nonce", ""), **self.claims, **self.id_token,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        key, algorithm, kid = self.sign
        token = jwt.encode(claims, key, algorithm, headers={"kid": kid} if kid else None)
        said = {"access_token": "x", "token_type": "Bearer"}
        self._json(to, said if self.id_token.get("none") else {**said, "id_token": token})

    def _json(self, to: BaseHTTPRequestHandler, said: Any) -> None:
        body = json.dumps(said).encode()
        to.send_response(200)
        to.send_header("Content-Type", "application/json")
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body)
