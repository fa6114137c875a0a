package dev.bellows.compile;

import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.Security;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Security contexts that pass Kubernetes' "restricted" Pod Security Standard, unless the job opts out. */
final class PodSecurity {
    // Spark's images end with a user name; the kubelet proves "not root" only by a number, and this is theirs.
    private static final long SPARK_UID = 185;
    private static final long ROOT = 0;

    private PodSecurity() {}

    /** The pod's context; none where the job leaves it to the cluster and says nothing itself. */
    static @Nullable PodSecurityContext ofPod(Optional<Security> said) {
        Security security = said.orElseGet(Security::restricted);
        boolean unset = isUnset(security);
        Long byDefault = unset ? null : SPARK_UID;
        long user = security.runAsUser().orElse(SPARK_UID);
        PodSecurityContext context = new PodSecurityContext();
        context.setRunAsUser(security.runAsUser().orElse(byDefault));
        context.setRunAsGroup(security.runAsGroup().orElse(byDefault));
        context.setFsGroup(security.fsGroup().orElse(byDefault));
        context.setSupplementalGroups(security.supplementalGroups());
        if (!unset) {
            context.setRunAsNonRoot(user == ROOT ? null : true);
            context.setSeccompProfile(new SeccompProfile(null, "RuntimeDefault"));
        }
        return context.equals(new PodSecurityContext()) ? null : context;
    }

    /** The context of Spark's container. */
    static @Nullable SecurityContext ofSpark(SparkVersion version, Optional<Security> said) {
        return ofContainer(
                said.orElseGet(Security::restricted), SparkLine.of(version).escalationForbidden());
    }

    /** The context of a container beside Spark's: without what only Spark's gets. */
    static @Nullable SecurityContext ofFurtherContainer(Optional<Security> said) {
        return said.filter(PodSecurity::isUnset).isPresent() ? null : ofContainer(Security.restricted(), true);
    }

    private static @Nullable SecurityContext ofContainer(Security security, boolean forbidden) {
        boolean drops = !isUnset(security);
        SecurityContext context = new SecurityContext();
        context.setReadOnlyRootFilesystem(security.readOnlyRootFilesystem() ? true : null);
        context.setAllowPrivilegeEscalation((drops || forbidden) ? false : null);
        if (drops || !security.addCapabilities().isEmpty()) {
            List<String> dropped = drops ? List.of("ALL") : List.of();
            context.setCapabilities(new Capabilities(security.addCapabilities(), dropped));
        }
        return context.equals(new SecurityContext()) ? null : context;
    }

    private static boolean isUnset(Security security) {
        return security.profile()
                .filter(profile -> profile == Security.Profile.UNSET)
                .isPresent();
    }
}
