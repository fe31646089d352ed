# tries: fetch pages and data as an ordinary program does: urllib, http.client, requests, keras
# forbids: ESCAPED
import ftplib
import http.client
import smtplib
import urllib.request
import xmlrpc.client

ATTEMPTS = {
    "urllib": lambda: urllib.request.urlopen("http://127.0.0.1:8000/", timeout=1).read(),
    "https": lambda: urllib.request.urlopen("https://example.org/", timeout=1).read(),
    "http": lambda: http.client.HTTPConnection("127.0.0.1", 8000, timeout=1).request("GET", "/"),
    "ftp": lambda: ftplib.FTP("127.0.0.1", timeout=1),
    "smtp": lambda: smtplib.SMTP("127.0.0.1", timeout=1),
    "xmlrpc": lambda: xmlrpc.client.ServerProxy("http://127.0.0.1:8000/").x(),
    "file": lambda: urllib.request.urlopen("file:///etc/shadow").read(),
    "proxy": lambda: urllib.request.build_opener(urllib.request.ProxyHandler({"http": "127.0.0.1:8000"})).open("http://a/"),
}
for name, action in ATTEMPTS.items():
    try:
        print("ESCAPED", name, action())
    except Exception as error:
        print(name, error)
