package dev.bellows.driver;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;

/** What a caller asked, as the head of a request of HTTP/1.1 tells it. */
final class Asked {
    final boolean post;
    final String path;
    final Map<String, String> query;

    /** The key that came with it; empty if none did. */
    final String key;

    private Asked(boolean post, URI target, String key) {
        this.post = post;
        this.path = target.getPath() == null ? "" : target.getPath();
        this.query = query(target.getQuery() == null ? "" : target.getQuery());
        this.key = key;
    }

    /**
     * Reads a head.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Asked in(String head) {
        String[] lines = head.split("\r\n", -1);
        String[] first = lines[0].split(" ", -1);
        if (first.length != 3) {
            throw new IllegalArgumentException("no request line");
        }
        try {
            return new Asked(first[0].equals("POST"), new URI(first[1]), key(lines));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no target", e);
        }
    }

    private static String key(String[] lines) {
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0 && lines[i].substring(0, colon).equalsIgnoreCase(ControlServer.HEADER)) {
                return lines[i].substring(colon + 1).trim();
            }
        }
        return "";
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return query;
    }
}
