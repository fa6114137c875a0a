package dev.bellows.job.preset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;

/**
 * NetworkPolicies for a job's pods: executors take connections from their own application only, the driver from its executors and from
 * those who may see its UI.
 *
 * @param uiFrom labels of the pods that may open the driver's UI and metrics; empty: none
 * @param limitEgress whether pods may also only connect to each other, to name servers, to port 443 and 6443, and to {@code egressTo}
 * @param egressTo further address ranges that pods may connect to, such as {@code 10.1.0.0/16}
 */
public record NetworkRules(
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> uiFrom,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean limitEgress,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> egressTo) {
    /** Copies map and list. */
    public NetworkRules {
        uiFrom = Map.copyOf(uiFrom);
        egressTo = List.copyOf(egressTo);
    }

    /** Connections are taken from the own application only. */
    public static NetworkRules ownApplication() {
        return new NetworkRules(Map.of(), false, List.of());
    }

    /** The same, and pods with these labels may open the driver's UI and metrics. */
    public NetworkRules withUiFrom(Map<String, String> labels) {
        return new NetworkRules(labels, limitEgress, egressTo);
    }

    /** The same with connections to the outside limited as well. */
    public NetworkRules withLimitedEgress(String... ranges) {
        return new NetworkRules(uiFrom, true, List.of(ranges));
    }
}
