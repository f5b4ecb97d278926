"""Records of web archives, as bytes."""

from __future__ import annotations


def warc_record(
    url: str, body: bytes, head: str = "Content-Type: text/html; charset=gb2312"
) -> bytes:
    http = f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body
    lines = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return lines.encode() + http + b"\r\n\r\n"
