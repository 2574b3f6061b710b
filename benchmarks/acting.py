"""The child: `python -m benchmarks.acting SEQUENCES SEED`; answers one line of JSON."""

from __future__ import annotations

import json
import sys

from . import alone


def main() -> None:
    """Run the random acts, then the revocations."""
    sequences, seed = int(sys.argv[1]), int(sys.argv[2])
    with alone.site():
        from . import consent, revoking

        consent.run(sequences, seed=seed or None)
        found = {"steps": consent.STEPS, "acts": consent.Consent.acts, "knocks": consent.Consent.knocks}
        found["sequences"] = consent.Consent.sequences
        took = revoking.measured(200) if not seed else {}
    sys.stdout.write(json.dumps(found | took) + "\n")


if __name__ == "__main__":
    main()
