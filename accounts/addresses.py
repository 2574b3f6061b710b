"""Addresses on the network, without their last part: roughly where from, never who."""

from __future__ import annotations

import ipaddress

KEPT = {4: 24, 6: 48}  # bits


def truncated(address: str) -> str:
    """`192.0.2.77` becomes `192.0.2.0`, of IPv6 the first 48 bits stay; `ValueError` for no address."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    network = ipaddress.ip_network((found, KEPT[found.version]), strict=False)
    return str(network.network_address)
