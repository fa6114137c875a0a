package dev.bellows.k8s;

import dev.bellows.job.pod.Security;
import dev.bellows.k8s.internal.submit.FileFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** What a {@link Platform} says. */
@Value.Immutable
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE, jdkOnly = true)
abstract class PlatformRules {
    abstract Map<String, String> conf();

    abstract Map<String, String> labels();

    abstract Optional<String> namespace();

    abstract Optional<String> serviceAccount();

    abstract List<String> imagePullSecrets();

    /** What all pods are held to; empty if jobs choose. */
    abstract Optional<Security> security();

    /** Keys, or beginnings of keys with a dot at the end. */
    abstract Set<String> lockedConf();

    /** Empty if all are allowed. */
    abstract Set<String> allowedNamespaces();

    /** Empty if all are allowed. */
    abstract Set<String> allowedImages();

    /** Empty if all are allowed. */
    abstract Set<String> allowedServiceAccounts();

    /** Where files of this machine must lie; without a list anywhere, with an empty one nowhere. */
    abstract Optional<List<Path>> fileFolders();

    FileFolders localFiles() {
        return new FileFolders(fileFolders());
    }

    /** Whether a job stays as it was written. */
    boolean setsNothing() {
        return conf().isEmpty()
                && labels().isEmpty()
                && namespace().isEmpty()
                && serviceAccount().isEmpty()
                && imagePullSecrets().isEmpty()
                && security().isEmpty();
    }

    /** Whether what a job becomes on a cluster is of no interest. */
    boolean limitsNothing() {
        return lockedConf().isEmpty()
                && allowedImages().isEmpty()
                && allowedServiceAccounts().isEmpty()
                && security().isEmpty()
                && fileFolders().isEmpty();
    }
}
