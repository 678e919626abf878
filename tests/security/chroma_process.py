"""A real ``chroma run`` on loopback, to start, stop and empty."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

_START_S = 120.0


class ChromaProcess:
    """One server; ``start`` and ``stop`` may be called again and again, on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        command = Path(sys.executable).with_name("chroma")
        arguments = [str(command), "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = subprocess.Popen(
            arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder
        )
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.address}/api/v2/heartbeat", timeout=1.0, trust_env=False).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError("chroma run did not start")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
