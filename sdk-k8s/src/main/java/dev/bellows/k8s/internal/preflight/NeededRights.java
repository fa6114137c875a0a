package dev.bellows.k8s.internal.preflight;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;

/**
 * The rights without which a job does not run.
 *
 * @param submitter what the connection's account does
 * @param driver what Spark's driver does
 */
public record NeededRights(List<PolicyRule> submitter, List<PolicyRule> driver) {
    /** Copies the lists. */
    public NeededRights {
        submitter = List.copyOf(submitter);
        driver = List.copyOf(driver);
    }
}
