#!/usr/bin/env python3
"""Our signatures beside botocore's (Debian's python3-botocore), on random keys, queries and headers.
against_botocore.py SIGN-PROGRAM [HOW-MANY]"""
import hashlib
import random
import subprocess
import sys
import urllib.parse

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

how_many = int(sys.argv[2]) if len(sys.argv) > 2 else 4000
chance = random.Random(20261120)
LETTERS = "abcXYZ019-._~ +%&=?#/:;,@!$'()*[]{}|\\^\"<>`云溪县〔2026〕号处罚é\u3000😀"


def text(most):
    return ''.join(chance.choice(LETTERS) for _ in range(chance.randint(1, most)))


def encode(value):
    return urllib.parse.quote(value, safe='-._~')


lines, wanted = [], []
for _ in range(how_many):
    access, secret = 'AK' + format(chance.getrandbits(60), 'X'), text(40)
    region = chance.choice(['us-east-1', 'cn-north-1', 'oss-cn-hangzhou', 'default'])
    time = f'20{chance.randint(10, 40)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}T{chance.randint(0, 23):02d}0530Z'
    method = chance.choice(['GET', 'PUT', 'DELETE', 'HEAD'])
    path = '/bucket/' + text(30)
    query = {text(8): chance.choice(['', text(12)]) for _ in range(chance.randint(0, 4))}
    payload = hashlib.sha256(text(20).encode()).hexdigest()
    headers = {'host': 'storage.example.com', 'x-amz-content-sha256': payload, 'x-amz-date': time}
    for name in chance.sample(['content-type', 'cache-control', 'content-encoding', 'x-amz-security-token', 'x-amz-meta-src', 'x-amz-meta-src-mtime', 'x-amz-meta-e'],
                              chance.randint(0, 4)):
        headers[name] = chance.choice(['text/html; charset=utf-8', 'a  b   c', ' padded ', 'x', '值'])
    url = 'https://storage.example.com' + urllib.parse.quote(path, safe='/-._~')
    if query:
        url += '?' + '&'.join(f'{encode(k)}={encode(v)}' for k, v in query.items())
    request = AWSRequest(method=method, url=url, headers={k: v for k, v in headers.items() if k != 'host'})
    request.context['timestamp'] = time
    request.context['payload_signing_enabled'] = True
    auth = S3SigV4Auth(Credentials(access, secret), 's3', region)
    canonical = auth.canonical_request(request)
    names = auth.signed_headers(auth.headers_to_sign(request))
    signature = auth.signature(auth.string_to_sign(request, canonical), request)
    wanted.append((f'Credential={auth.scope(request)}', f'SignedHeaders={names}', f'Signature={signature}'))
    fields = [access, secret, region, time, method, path, payload, str(len(query)), *(x for pair in query.items() for x in pair),
              str(len(headers)), *(x for pair in headers.items() for x in pair)]
    lines.append('\t'.join(field.encode().hex() for field in fields))

answers = subprocess.run([sys.argv[1]], input='\n'.join(lines) + '\n', capture_output=True, text=True, check=True).stdout.splitlines()
wrong = [n for n, (answer, parts) in enumerate(zip(answers, wanted, strict=True)) if not all(part in answer for part in parts)]
for n in wrong[:5]:
    print('OTHER:', answers[n], wanted[n], bytes.fromhex(lines[n].split('\t')[5]))
print(f'{len(answers) - len(wrong)} of {len(answers)} signatures are those of botocore')
sys.exit(1 if wrong else 0)
