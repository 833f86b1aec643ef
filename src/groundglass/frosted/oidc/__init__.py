"""Signing in with an account kept elsewhere: OpenID Connect, authorization code with PKCE.

Apart from people/, which decides who somebody is: here is proven what a provider says, and nothing is believed that its
keys did not sign for this site and this very sign-in.

    settings.py   what the site decided: which provider, and which of its words give which role
    fetching.py   requests to the provider, judged and bounded
    provider.py   its endpoints and keys
    proof.py      an ID token, checked
    door.py       a sign-in from its beginning to its end
"""
