package dev.bellows.testkit;

import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Faults that are one class for the SDK: it takes the same branch after each of them. */
public final class FaultClass {
    /** A kind, and the one that stands for its class. */
    public static final Map<FaultKind, FaultKind> STANDS_FOR = Map.of(
            FaultKind.INTERNAL_ERROR, FaultKind.UNAVAILABLE,
            FaultKind.GATEWAY_TIMEOUT, FaultKind.UNAVAILABLE,
            FaultKind.TOO_MANY_REQUESTS_BARE, FaultKind.TOO_MANY_REQUESTS,
            FaultKind.CONNECT_TIMEOUT, FaultKind.RESET,
            FaultKind.POD_SECURITY_REFUSES, FaultKind.INVALID);

    /** Kinds that are the same story before and after their step takes effect: it has none, or the fault is all that happens. */
    static final Set<FaultKind> WITHOUT_SIDES = EnumSet.of(
            FaultKind.UNAUTHORIZED,
            FaultKind.CONNECT_TIMEOUT,
            FaultKind.QUOTA_EXCEEDED,
            FaultKind.POD_SECURITY_REFUSES,
            FaultKind.INVALID,
            FaultKind.FORBIDDEN,
            FaultKind.CONFLICT,
            FaultKind.WATCH_EXPIRES,
            FaultKind.WATCH_ENDS,
            FaultKind.WATCH_FALLS_SILENT,
            FaultKind.BOOKMARKS_LOST,
            FaultKind.EVENT_DUPLICATED,
            FaultKind.EVENT_DELAYED,
            FaultKind.EVENT_DROPPED,
            FaultKind.EVENT_REORDERED);

    private FaultClass() {}

    /** The faults of a kind that are stories of their own. */
    static Stream<Fault> faults(FaultKind kind) {
        return WITHOUT_SIDES.contains(kind)
                ? Stream.of(Fault.before(kind))
                : Stream.of(Fault.before(kind), Fault.after(kind));
    }

    /** All kinds that are meant. */
    static Set<FaultKind> kinds(Predicate<FaultKind> meant) {
        return Stream.of(FaultKind.values())
                .filter(meant)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
    }

    /** Of the kinds that are meant one of each class. */
    static Set<FaultKind> oneOfEach(Predicate<FaultKind> meant) {
        return kinds(meant.and(kind -> !STANDS_FOR.containsKey(kind)));
    }
}
