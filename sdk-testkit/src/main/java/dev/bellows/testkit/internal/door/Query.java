package dev.bellows.testkit.internal.door;

import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.Page;
import dev.bellows.testkit.internal.store.Selectors;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request. */
record Query(MultiMap parameters) {

    @Nullable
    String text(String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean flag(String name) {
        String value = parameters.get(name);
        return value != null && !value.equals("false") && !value.equals("0");
    }

    OptionalLong number(String name) {
        String value = text(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw ApiException.badRequest(name + ": Invalid value: \"" + value + "\": invalid syntax");
        }
    }

    Optional<Instant> time(String name) {
        String value = text(name);
        try {
            return Optional.ofNullable(value)
                    .map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw ApiException.badRequest(name + ": Invalid value: \"" + value + "\": invalid syntax");
        }
    }

    boolean dryRun() {
        return "All".equals(text("dryRun"));
    }

    Selectors selectors() {
        return Selectors.parse(text("labelSelector"), text("fieldSelector"));
    }

    Page page() {
        return new Page((int) number("limit").orElse(0), text("continue"));
    }
}
