package dev.bellows.k8s.internal.submit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What short texts say that were read lately: a record tells all that stands in it with each of its changes. A long one is read each time,
 * for the memory. Thread-safe.
 *
 * @param <T> what a text says; immutable
 */
final class LastRead<T> {
    private static final int KEPT = 256;
    private static final int LONGEST = 8 * 1024;

    private final Function<String, T> reader;
    private final Map<String, T> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > KEPT;
        }
    });

    /** What the reader throws is thrown anew for each reading. */
    LastRead(Function<String, T> reader) {
        this.reader = reader;
    }

    T read(String text) {
        T read = known.get(text);
        if (read == null) {
            read = reader.apply(text);
            if (text.length() <= LONGEST) {
                known.put(text, read);
            }
        }
        return read;
    }
}
