package dev.bellows.k8s.internal.fabric8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks addresses of API servers. What is wrong with one is said without it: it may hold a password. */
final class Address {
    private Address() {}

    static void check(String field, @Nullable String text) {
        URI uri;
        try {
            uri = new URI(text == null ? "" : text.strip());
        } catch (URISyntaxException e) {
            throw refused(field, "not a URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw refused(field, "without http or https");
        }
        if (uri.getRawUserInfo() != null
                || String.valueOf(uri.getRawAuthority()).contains("@")) {
            throw refused(field, "with a user before the host");
        }
        if (uri.getHost() == null) {
            throw refused(field, "without a host");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused(field, "with a query or a fragment");
        }
    }

    private static IllegalArgumentException refused(String field, String wrong) {
        return new IllegalArgumentException(
                field + ": " + wrong + " (expected: https://<host>[:<port>][/<path>]; credentials elsewhere)");
    }
}
