package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * A line of a pod's {@code /etc/hosts}.
 *
 * @param ip the address
 * @param hostnames the names that lead to it
 */
public record HostAlias(
        @JsonProperty(required = true) String ip,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> hostnames) {
    /** Copies the names. */
    public HostAlias {
        hostnames = List.copyOf(hostnames);
    }

    /** An address and its names. */
    public static HostAlias of(String ip, String... hostnames) {
        return new HostAlias(ip, List.of(hostnames));
    }
}
