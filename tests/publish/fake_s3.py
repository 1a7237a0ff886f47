"""A strict fake of an S3-compatible store, for the tests of publishing. It checks what the real ones check (signature, the
payload's hash, the date), lists in small pages, remembers every change in order, can stop the world after the n-th change, and
misbehaves on request. No package needed."""
import base64
import datetime
import hashlib
import hmac
import http.server
import random
import re
import socket
import threading
import time
import urllib.parse
from xml.sax.saxutils import escape

UNRESERVED = '-._~'


class Store:
    """What is in the bucket, what happened to it, and how it shall misbehave."""

    def __init__(self, keys=None, bucket='zfgs'):
        self.keys = keys or {'AKTEST': 'sEcret/Key+with=odd'}   # access key -> secret
        self.bucket = bucket
        self.lock = threading.RLock()
        self.objects = {}    # key -> (bytes, headers, etag, modified)
        self.log = []        # (access key, PUT|DELETE, key, bytes, headers): every change, in order
        self.requests = []   # (access key, method, key, status)
        self.page = 40
        self.skew = 0
        self.freeze_after = None     # the number of changes after which nobody is answered
        self.freeze_before = False   # the last change is not made either
        self.frozen = threading.Event()
        self.epoch = 0               # requests of before a thaw are never carried out
        self.fault = None            # fault(store, method, key, attempt) -> a name, or None
        self.attempts = {}
        self.random = random.Random(1)

    def put(self, epoch, who, key, body, headers):
        with self.lock:
            if epoch != self.epoch or not self.begin_change():
                return None
            etag = '"' + hashlib.md5(body).hexdigest() + '"'
            self.objects[key] = (body, headers, etag, time.time() + self.skew)
            self.log.append((who, 'PUT', key, body, headers))
            self.end_change()
            return etag

    def delete(self, epoch, who, key):
        with self.lock:
            if epoch != self.epoch or not self.begin_change():
                return
            if self.objects.pop(key, None) is not None:
                self.log.append((who, 'DELETE', key, None, None))
            self.end_change()

    def begin_change(self):
        if self.frozen.is_set():
            return False
        if self.freeze_before and self.freeze_after is not None and len(self.log) + 1 >= self.freeze_after:
            self.frozen.set()
            return False
        return True

    def end_change(self):
        if self.freeze_after is not None and len(self.log) >= self.freeze_after:
            self.frozen.set()

    def thaw(self):
        self.freeze_after = None
        self.freeze_before = False
        self.epoch += 1
        self.frozen.clear()

    def site(self):
        return {k: v for k, v in self.objects.items() if not k.startswith('_pub/')}


def signature(secret, method, path, query, headers, signed, payload, date, region):
    pairs = sorted((urllib.parse.quote(k, safe=UNRESERVED), urllib.parse.quote(v, safe=UNRESERVED)) for k, v in query)
    canonical = '\n'.join([
        method, urllib.parse.quote(path, safe='/' + UNRESERVED), '&'.join(f'{k}={v}' for k, v in pairs),
        ''.join(f'{name}:{" ".join((headers.get(name) or "").split())}\n' for name in signed), ';'.join(signed), payload])
    scope = f'{date[:8]}/{region}/s3/aws4_request'
    text = f'AWS4-HMAC-SHA256\n{date}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}'
    key = ('AWS4' + secret).encode()
    for part in (date[:8], region, 's3', 'aws4_request'):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


class Refused(Exception):
    def __init__(self, status, code):
        self.status, self.code = status, code


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    store = None
    born = None   # of a server that dies with the first thaw: whatever still knocks there is turned away
    who = '?'

    def setup(self):
        super().setup()
        self.epoch = self.store.epoch if self.born is None else self.born

    def log_message(self, *args):
        pass

    def date_time_string(self, timestamp=None):
        return super().date_time_string((timestamp or time.time()) + self.store.skew)

    def answer(self, status, body=b'', headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)
        with self.store.lock:
            self.store.requests.append((self.who, self.command, self.key, status))

    def refuse(self, status, code, headers=()):
        self.answer(status, f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>{code}</Message></Error>'.encode(), headers)

    def hang_up(self):
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def check(self, body):
        text = self.headers.get('Authorization', '')
        match = re.fullmatch(r'AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/s3/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})', text)
        if not match:
            raise Refused(403, 'AccessDenied')
        self.who, _, region, signed, given = match.groups()
        if self.who not in self.store.keys:
            raise Refused(403, 'InvalidAccessKeyId')
        date = self.headers.get('x-amz-date', '')
        when = datetime.datetime.strptime(date, '%Y%m%dT%H%M%SZ').replace(tzinfo=datetime.timezone.utc).timestamp()
        if abs(when - (time.time() + self.store.skew)) > 900:
            raise Refused(403, 'RequestTimeTooSkewed')
        payload = self.headers.get('x-amz-content-sha256', '')
        if payload != hashlib.sha256(body).hexdigest():
            raise Refused(400, 'XAmzContentSHA256Mismatch')
        names = signed.split(';')
        for must in ('host', 'x-amz-date', 'x-amz-content-sha256'):
            if must not in names:
                raise Refused(403, 'AccessDenied')
        headers = {name.lower(): value for name, value in self.headers.items()}
        wanted = signature(self.store.keys[self.who], self.command, self.path_text, self.query, headers, names, payload, date, region)
        if wanted != given:
            raise Refused(403, 'SignatureDoesNotMatch')

    def read(self):
        parts = urllib.parse.urlsplit(self.path)
        self.path_text = urllib.parse.unquote(parts.path)
        self.query = [(urllib.parse.unquote(k), urllib.parse.unquote(v)) for k, _, v in
                      (item.partition('=') for item in parts.query.split('&') if item)]
        self.key = self.path_text.removeprefix('/' + self.store.bucket).removeprefix('/')
        if parts.path != urllib.parse.quote(self.path_text, safe='/' + UNRESERVED):
            raise Refused(400, 'InvalidURI')   # sent otherwise than signed
        length = int(self.headers.get('Content-Length') or 0)
        return self.rfile.read(length)

    def handle_one(self):
        store = self.store
        self.key = '?'
        try:
            body = self.read()
            if store.frozen.is_set() or self.epoch != store.epoch:
                return self.hang_up()
            with store.lock:
                attempt = store.attempts[self.command, self.key] = store.attempts.get((self.command, self.key), 0) + 1
            fault = store.fault(store, self.command, self.key, attempt) if store.fault else None
            if fault in ('corrupt', 'reset') and self.command == 'PUT':
                if fault == 'reset':
                    return self.hang_up()
                body = body[:-1] + b'\0' if body else b'\0'
            self.check(body)
            if self.simple(fault):
                return None
            return getattr(self, 'on_' + self.command.lower())(body, fault)
        except Refused as refused:
            return self.refuse(refused.status, refused.code)

    def handle(self):
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            pass   # the publisher was killed

    do_GET = do_PUT = do_DELETE = do_HEAD = handle_one

    def simple(self, fault):
        statuses = {'503': (503, 'SlowDown'), '500': (500, 'InternalError'), '403': (403, 'AccessDenied'), '507': (507, 'QuotaExceeded'),
                    'expired': (400, 'ExpiredToken')}
        if fault in statuses:
            self.refuse(*statuses[fault])
        elif fault == 'later':
            self.refuse(503, 'SlowDown', [('Retry-After', '1')])
        elif fault == 'hang':
            time.sleep(40)
            self.hang_up()
        elif fault == 'redirect':
            self.answer(307, b'', [('Location', 'http://elsewhere.invalid/' + self.key)])
        elif fault == 'error in 200':
            self.answer(200, b'<Error><Code>InternalError</Code><Message>late</Message></Error>')
        else:
            return False
        return True

    def on_put(self, body, fault):
        kept = {name.lower(): value for name, value in self.headers.items()
                if name.lower() in ('content-type', 'cache-control', 'content-encoding')}
        source = self.headers.get('x-amz-copy-source')
        if source:
            found = self.store.objects.get(urllib.parse.unquote(source).removeprefix('/' + self.store.bucket + '/'))
            if not found:
                return self.refuse(404, 'NoSuchKey')
            body, kept = found[0], found[1]
        stored = body[:-1] + b'?' if fault == 'stored wrong' and body else body
        etag = self.store.put(self.epoch, self.who, self.key, stored, kept)
        if etag is None or self.store.frozen.is_set() or fault == 'lost answer':
            return self.hang_up()
        if source:
            return self.answer(200, f'<CopyObjectResult><ETag>{escape(etag, {chr(34): "&quot;"})}</ETag></CopyObjectResult>'.encode())
        headers = [] if fault == 'no etag' else [('ETag', '"00000000000000000000000000000000"' if fault == 'wrong etag' else etag)]
        return self.answer(200, b'', headers)

    def on_delete(self, body, fault):
        self.store.delete(self.epoch, self.who, self.key)
        if self.store.frozen.is_set() or fault == 'lost answer':
            return self.hang_up()
        return self.answer(204)

    def on_head(self, body, fault):
        return self.on_get(body, fault)

    def on_get(self, body, fault):
        query = dict(self.query)
        if not self.key and 'prefix' in query:
            return self.list(query, fault)
        with self.store.lock:
            found = self.store.objects.get(self.key)
        if not found:
            return self.refuse(404, 'NoSuchKey')
        data, headers, etag, _ = found
        if fault == 'cut':
            self.send_response(200)
            self.send_header('Content-Length', str(len(data) + 10))
            self.end_headers()
            self.wfile.write(data)
            return self.hang_up()
        return self.answer(200, data, [*headers.items(), ('ETag', etag)])

    def list(self, query, fault):
        version2 = query.get('list-type') == '2'
        after = query.get('continuation-token' if version2 else 'marker', '')
        if version2 and after:
            after = base64.b64decode(after).decode()
        encode = (lambda t: urllib.parse.quote(t, safe='/' + UNRESERVED)) if query.get('encoding-type') == 'url' else escape
        with self.store.lock:
            keys = sorted(k for k in self.store.objects if k.startswith(query['prefix']) and (not after or k > after))
            page, more = keys[:self.store.page], len(keys) > self.store.page
            rows = [(k, *self.store.objects[k][2:4], len(self.store.objects[k][0])) for k in page]
        text = '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>'
        for key, etag, modified, size in rows:
            when = datetime.datetime.fromtimestamp(modified, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.000Z')
            text += (f'<Contents><Key>{encode(key)}</Key><LastModified>{when}</LastModified><ETag>{escape(etag, {chr(34): "&quot;"})}</ETag>'
                     f'<Size>{size}</Size></Contents>')
        text += f'<IsTruncated>{"true" if more else "false"}</IsTruncated>'
        if more:
            last = 'again' if fault == 'same page' else page[-1]
            if fault == 'same page':
                last = after or page[0]
            if version2:
                text += f'<NextContinuationToken>{base64.b64encode(last.encode()).decode()}</NextContinuationToken>'
            elif fault == 'same page':
                text += f'<NextMarker>{encode(last)}</NextMarker>'
        text += '</ListBucketResult>' if fault != 'cut list' else ''
        return self.answer(200, text.encode())


class Server:
    """`with Server(store) as server:` then server.port."""

    def __init__(self, store, mortal=False):
        handler = type('Bound', (Handler,), {'store': store, 'born': store.epoch if mortal else None})
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
