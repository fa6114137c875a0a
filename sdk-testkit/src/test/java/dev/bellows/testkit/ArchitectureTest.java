package dev.bellows.testkit;

import dev.bellows.ArchitectureRules;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The arrows between the testkit's packages, and towards the runtime. */
class ArchitectureTest {
    private static final String DOOR = "dev.bellows.testkit";
    private static final String INTERNAL = "dev.bellows.testkit.internal.";

    private static final ArchitectureRules RULES = ArchitectureRules.of(
            DOOR, "LocalCluster", "SimulatedCluster", "ClusterStore", "ApiServer", "ProcessKubelet", "Scheduler");

    @Test
    void the_runtime_is_entered_by_its_door_and_its_port() {
        RULES.noArrow(DOOR + "..", "dev.bellows.k8s.internal..");
    }

    @Test
    void internal_packages_form_no_cycle() {
        RULES.noCircleOf(INTERNAL + "(*)..");
    }

    @Test
    void the_store_knows_neither_door_nor_kubelet() {
        RULES.noArrow(INTERNAL + "store", DOOR, INTERNAL + "door", INTERNAL + "kubelet", INTERNAL + "scheduler");
    }

    @Test
    void time_is_injected() {
        RULES.noneReadsTheClock();
    }

    @Test
    void no_internal_type_is_part_of_what_users_see() {
        RULES.usersSeeNothingInternal(DOOR, DOOR + ".junit", DOOR + ".assertj");
    }

    @Test
    void no_class_is_open_by_accident() {
        RULES.allAreFinalBut();
    }

    @Test
    void every_package_is_null_marked() {
        RULES.allPackagesAreNullMarked();
    }

    @Test
    void no_source_file_is_too_long() throws IOException {
        RULES.noFileIsTooLong();
    }
}
