package dev.bellows.compile;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A conf to look things up in.
 *
 * @param conf the conf
 */
record ConfView(SortedMap<String, String> conf) {
    Optional<String> get(String key) {
        return Optional.ofNullable(conf.get(key));
    }

    String get(String key, String byDefault) {
        return conf.getOrDefault(key, byDefault);
    }

    boolean isOn(String key) {
        return Boolean.parseBoolean(conf.get(key));
    }

    /** What begins with a prefix, by the rest of its key. */
    SortedMap<String, String> under(String prefix) {
        SortedMap<String, String> found = new TreeMap<>();
        for (Map.Entry<String, String> entry : conf.tailMap(prefix).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            found.put(entry.getKey().substring(prefix.length()), entry.getValue());
        }
        return found;
    }
}
