package dev.bellows.job.preset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;

/**
 * NetworkPolicies for a job's pods: executors take connections from their own application only, the driver from its executors and from
 * those who are named here, pods of the job's own namespace.
 *
 * @param uiFrom labels of the pods that may open the driver's UI and metrics; empty: none
 * @param connectFrom labels of the pods that may connect to a Connect server; empty: none
 * @param limitEgress whether pods may also only connect to each other, to name servers, to port 443 and 6443, and to {@code egressTo};
 *     an object store or a Celeborn cluster at another port needs its address range there
 * @param egressTo further address ranges that pods may connect to, such as {@code 10.1.0.0/16}
 */
public record NetworkRules(
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> uiFrom,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> connectFrom,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean limitEgress,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> egressTo) {
    /** Copies maps and list. */
    public NetworkRules {
        uiFrom = Map.copyOf(uiFrom);
        connectFrom = Map.copyOf(connectFrom);
        egressTo = List.copyOf(egressTo);
    }

    /** Connections are taken from the own application only. */
    public static NetworkRules ownApplication() {
        return new NetworkRules(Map.of(), Map.of(), false, List.of());
    }

    /** The same, and pods with these labels may open the driver's UI and metrics. */
    public NetworkRules withUiFrom(Map<String, String> labels) {
        return new NetworkRules(labels, connectFrom, limitEgress, egressTo);
    }

    /** The same, and pods with these labels may connect to the Connect server that the job runs. */
    public NetworkRules withConnectFrom(Map<String, String> labels) {
        return new NetworkRules(uiFrom, labels, limitEgress, egressTo);
    }

    /** The same with connections to the outside limited as well. */
    public NetworkRules withLimitedEgress(String... ranges) {
        return new NetworkRules(uiFrom, connectFrom, true, List.of(ranges));
    }
}
