"""The speaking process: the only file that loads espeak-ng, run on its own and never imported.

espeak-ng is under the GPL and written in C: it stays in a process of its own,
so its licence stays there, too, and a crash in it is a failed line and not a
dead worker. Started as `python -I espeak.py`; reads one JSON list from standard input,
`[{"text", "voice", "rate", "pitch", "range"}, ...]` (rate in words a minute, pitch and range 0 to 100),
and answers, for each, one line of JSON `{"rate", "samples", "events"}` followed by `samples` 16-bit
little-endian samples. Events are `["phoneme", seconds, IPA]` and `["word", seconds, offset in the text]`.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

import espeakng_loader

PHONEMES_AS_IPA = 1 | 2
SYNCHRONOUS, UTF8 = 2, 1
RATE, PITCH, RANGE = 1, 3, 4
WORD, PHONEME = 1, 7


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Espeak:
    """The library, loaded once."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self.rate = int(self._library.espeak_Initialize(SYNCHRONOUS, 0, data, PHONEMES_AS_IPA))
        if self.rate <= 0:
            raise RuntimeError("espeak-ng found no voice data.")

    def say(self, request: dict[str, Any]) -> tuple[bytes, list[list[Any]]]:
        """The samples and events of one line."""
        sound, events = bytearray(), []

        def collect(wave: Any, count: int, event: Any) -> int:
            if wave and count:
                sound.extend(ctypes.string_at(wave, count * 2))
            place = 0
            while event[place].type != 0:
                seconds = event[place].audio_position / 1000
                if event[place].type == PHONEME:
                    events.append(["phoneme", seconds, event[place].id.string.decode("utf-8", "ignore")])
                elif event[place].type == WORD:
                    events.append(["word", seconds, event[place].text_position - 1])
                place += 1
            return 0

        library = self._library
        callback = _Callback(collect)  # held here: the library keeps only its address
        library.espeak_SetSynthCallback(callback)
        if library.espeak_SetVoiceByName(request["voice"].encode()) != 0:
            raise RuntimeError(f"espeak-ng has no voice {request['voice']}.")
        for parameter, name in ((RATE, "rate"), (PITCH, "pitch"), (RANGE, "range")):
            library.espeak_SetParameter(parameter, int(request[name]), 0)
        text = request["text"].encode()
        library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 0, 0, UTF8, None, None)
        library.espeak_Synchronize()
        return bytes(sound), events


def main() -> None:
    """Answer the requests on standard input."""
    requests = json.load(sys.stdin)
    espeak = Espeak()
    for request in requests:
        sound, events = espeak.say(request)
        answer = {"rate": espeak.rate, "samples": len(sound) // 2, "events": events}
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + sound)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
