package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a pod resolves names.
 *
 * @param policy {@code ClusterFirst} (Kubernetes' default), {@code ClusterFirstWithHostNet}, {@code Default} or {@code None}
 * @param nameservers further name servers, at most three
 * @param searches further search domains
 * @param options options of the resolver, such as {@code ndots}; an empty value for an option without one
 */
public record Dns(
        Optional<String> policy,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> nameservers,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> searches,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> options) {
    /** Copies lists and map. */
    public Dns {
        nameservers = List.copyOf(nameservers);
        searches = List.copyOf(searches);
        options = Map.copyOf(options);
    }

    /** The cluster's name service with an option of the resolver, such as {@code ndots} and {@code 2}. */
    public static Dns option(String name, String value) {
        return new Dns(Optional.empty(), List.of(), List.of(), Map.of(name, value));
    }
}
