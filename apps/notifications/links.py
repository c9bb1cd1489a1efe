"""Where a notification may lead: to pages of this site, and nowhere else."""

from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 500


def is_local(link: str) -> bool:
    """Whether `link` is an absolute path of this site: no scheme, no host, no tricks."""
    return (
        link.startswith("/")
        and len(link) <= LONGEST
        and link.isprintable()
        and url_has_allowed_host_and_scheme(link, allowed_hosts=None)
    )
