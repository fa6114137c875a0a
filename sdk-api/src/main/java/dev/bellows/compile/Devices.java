package dev.bellows.compile;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The devices that a conf asks for, by the name under which a node offers them. */
final class Devices {
    private static final String AMOUNT = ".amount";

    private Devices() {}

    static SortedMap<String, Integer> of(String role, ConfView conf) {
        SortedMap<String, String> resources = conf.under("spark." + role + ".resource.");
        SortedMap<String, Integer> devices = new TreeMap<>();
        resources.forEach((key, value) -> {
            if (key.endsWith(AMOUNT) && Integer.parseInt(value) > 0) {
                String name = key.substring(0, key.length() - AMOUNT.length());
                devices.put(resources.getOrDefault(name + ".vendor", "") + "/" + name, Integer.parseInt(value));
            }
        });
        return Collections.unmodifiableSortedMap(devices);
    }
}
