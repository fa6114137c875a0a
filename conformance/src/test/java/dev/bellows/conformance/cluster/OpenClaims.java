package dev.bellows.conformance.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * Opens the folders of a cluster whose claims are folders of its node: its provisioner makes them for root alone, where any other lets the
 * pod's group in.
 */
final class OpenClaims implements AutoCloseable {
    private static final String PROVISIONER = "kubernetes.io/host-path";
    private static final String FOLDERS = "/tmp/hostpath_pv";

    private static final String IMAGE = "localhost/spark:4.1.1";

    private final KubernetesClient admin;
    private final String namespace;

    private OpenClaims(KubernetesClient admin, String namespace) {
        this.admin = admin;
        this.namespace = namespace;
    }

    /** Opens what the jobs of a namespace claim of a class, until it is closed; does nothing where that is not needed. */
    static OpenClaims of(TestNamespace jobs, String storageClass) {
        OpenClaims claims = new OpenClaims(jobs.admin(), jobs.name() + "-claims");
        StorageClass used = jobs.admin()
                .storage()
                .v1()
                .storageClasses()
                .withName(storageClass)
                .get();
        if (used != null && PROVISIONER.equals(used.getProvisioner())) {
            claims.open();
        }
        return claims;
    }

    private void open() {
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        admin.pods().inNamespace(namespace).resource(opener()).create();
    }

    private static Pod opener() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("open")
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withTerminationGracePeriodSeconds(1L)
                .addNewVolume()
                .withName("claims")
                .withNewHostPath(FOLDERS, "DirectoryOrCreate")
                .endVolume()
                .addNewContainer()
                .withName("open")
                .withImage(IMAGE)
                .withCommand("/bin/bash", "-c", "while true; do chmod -Rf a+rwX " + FOLDERS + "; sleep 0.2; done")
                .withNewSecurityContext()
                .withRunAsUser(0L)
                .endSecurityContext()
                .addNewVolumeMount()
                .withName("claims")
                .withMountPath(FOLDERS)
                .endVolumeMount()
                .endContainer()
                .endSpec()
                .build();
    }

    @Override
    public void close() {
        admin.namespaces().withName(namespace).delete();
    }
}
