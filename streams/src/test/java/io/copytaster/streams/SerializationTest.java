package io.copytaster.streams;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.beans.XMLDecoder;
import java.io.ObjectInputStream;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** Bytes from outside become numbers and text, never objects of a class that they name. */
class SerializationTest {

  @Test
  void nothing_readsSerializedObjects_orLoadsCode() {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.copytaster.streams");
    noClasses()
        .should()
        .dependOnClassesThat(
            belongToAnyOf(ObjectInputStream.class, XMLDecoder.class, URLClassLoader.class))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.script..", "org.yaml..", "com.thoughtworks.xstream..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(".*PolymorphicTypeValidator")
        .check(classes);
  }
}
