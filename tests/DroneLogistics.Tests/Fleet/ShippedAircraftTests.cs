using System.Text;
using DroneLogistics.Fleet;
using DroneLogistics.Fleet.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Tests.Provenance;
using NUnit.Framework;

namespace DroneLogistics.Tests.Fleet;

public sealed class ShippedAircraftTests
{
    private static readonly string[] Files = [.. ShippedFiles.Of("aircraft")];

    [Test]
    public void The_types_of_the_network_ship()
    {
        Assert.That(ShippedData.World.AircraftTypes.Select(type => type.Id.Text), Is.SupersetOf(["ark40", "fc30", "fc30-single", "fz90", "m100", "v2000cg"]));
    }

    [TestCaseSource(nameof(Files))]
    public void A_file_is_named_after_its_type(string file)
    {
        Assert.That(file, Is.EqualTo($"aircraft/{Read(file).Id}.json"));
    }

    [TestCaseSource(nameof(Files))]
    public void Every_number_has_a_status_and_a_source_that_is_spelled_out(string file)
    {
        var type = Read(file);
        var written = DataKey.AllOf(Spoiled.Tree(ShippedFiles.Bytes(file)))
            .Where(key => key.Steps is ["parameters" or "weatherLimits", string])
            .Select(key => key.Name);

        Assert.That(type.Parameters.Select(number => number.Key), Is.EquivalentTo(written));
        foreach (var number in type.Parameters)
        {
            Assert.That(number.Status, Is.Not.EqualTo(SourceStatus.Unknown), number.Key);

            // A key of "sources" that was misspelt would come through as itself: one word.
            Assert.That(number.Source.Trim().Split(' '), Has.Length.GreaterThan(1), number.Key);
            Assert.That(number.Unit, Is.Not.Empty, number.Key);
        }
    }

    [TestCaseSource(nameof(Files))]
    public void Every_published_point_names_its_source_and_conditions(string file)
    {
        foreach (var point in Read(file).PublishedPoints)
        {
            Assert.That(point.Source.Trim().Split(' '), Has.Length.GreaterThan(1), point.Quantity);
            Assert.That(point.Conditions, Is.Not.Empty);
            Assert.That(point.Quantity, Is.EqualTo("range").Or.EqualTo("endurance"));
            Assert.That(point.Value, Is.Positive);
        }
    }

    [TestCase("aircraft/fz90.json", "parameters.maxTakeoffMassKg", "emptyMassKg", 69.9)]
    [TestCase("aircraft/fz90.json", "parameters.maxAirspeedMps", "cruiseAirspeedMps", 26.9)]
    public void A_pair_of_numbers_that_contradict_each_other_is_refused(string file, string key, string other, double value)
    {
        var spoiled = Spoiled.With(ShippedFiles.Bytes(file), new DataKey(key, [.. key.Split('.'), "value"]), value);

        var trouble = Assert.Throws<DataFileException>(() => AircraftTypeFile.Read(spoiled, file, ShippedData.Chemistries));
        Assert.That(trouble.Key, Is.EqualTo(key));
        Assert.That(trouble.Problem, Does.Contain(other));
    }

    // One line each of what damages a file most often; every key is spoiled in every way in SpoiledDataFileTests.
    [TestCase("rotorDiscAreaM2", "0", "between 1E-09 and 1000")]
    [TestCase("emptyMassKg", "-3.7", "between 1E-09 and 20000")]
    [TestCase("drivetrainEfficiency", "1.01", "between 0.05 and 1")]
    [TestCase("energyIntervalShare", "1.5", "between 1E-09 and 1")]
    [TestCase("inducedFactor", "0.99", "between 1 and 2")]
    public void A_damaged_parameter_is_told_with_file_key_value_and_bound(string key, string literal, string bound)
    {
        var spoiled = Spoiled.WithLiteral(ShippedFiles.Bytes("aircraft/m100.json"), new DataKey(key, ["parameters", key, "value"]), literal);

        var trouble = Assert.Throws<DataFileException>(() => AircraftTypeFile.Read(spoiled, "m100.json", ShippedData.Chemistries));
        Assert.That(trouble.Message, Does.StartWith($"m100.json: parameters.{key}.value: is {literal}; expected a number {bound}"));
    }

    [Test]
    public void Types_for_validation_only_are_no_types_of_the_network()
    {
        var shipped = Files.Select(Read).ToLookup(type => type.Purpose);
        Assert.That(shipped[AircraftPurpose.Validation].Select(type => type.Id.Text), Is.SupersetOf(["iris", "multirotor-class"]));
        Assert.That(ShippedData.World.AircraftTypes.Select(type => type.Id), Is.EquivalentTo(shipped[AircraftPurpose.Network].Select(type => type.Id)));
    }

    [Test]
    public void Half_a_cell_in_series_is_refused()
    {
        const string Key = "parameters.batteryCellsInSeries.value";
        var spoiled = Spoiled.With(ShippedFiles.Bytes("aircraft/fz90.json"), new DataKey(Key, [.. Key.Split('.')]), 13.5);

        var trouble = Assert.Throws<DataFileException>(() => AircraftTypeFile.Read(spoiled, "fz90.json", ShippedData.Chemistries));
        Assert.That(trouble.Key, Does.StartWith("parameters.batteryCellsInSeries"));
    }

    [Test]
    public void A_chemistry_that_no_file_has_is_refused_with_those_there_are()
    {
        var spoiled = Spoiled.With(ShippedFiles.Bytes("aircraft/fz90.json"), new DataKey("batteryChemistry", ["batteryChemistry"]), "lead");

        var trouble = Assert.Throws<DataFileException>(() => AircraftTypeFile.Read(spoiled, "fz90.json", ShippedData.Chemistries));
        Assert.That(trouble.Key, Is.EqualTo("batteryChemistry"));
        Assert.That(trouble.Problem, Does.Contain("\"lipo\""));
    }

    [Test]
    public void A_limit_that_nobody_knows_is_read_as_unknown()
    {
        const string Key = "parameters.maxPayloadKg.value";
        var spoiled = Spoiled.With(ShippedFiles.Bytes("aircraft/fz90.json"), new DataKey(Key, [.. Key.Split('.')]), null);

        Assert.That(AircraftTypeFile.Read(spoiled, "fz90.json", ShippedData.Chemistries).MaxPayload, Is.Null);
    }

    [Test]
    public void A_voltage_table_that_rises_with_falling_charge_is_refused()
    {
        var json = Encoding.UTF8.GetString(ShippedFiles.Bytes("batteries/lipo.json")).Replace("\"voltsPerCell\": 4.071", "\"voltsPerCell\": 4.2", StringComparison.Ordinal);

        var trouble = Assert.Throws<DataFileException>(() => CellChemistryFile.Read(Encoding.UTF8.GetBytes(json), "lipo.json"));
        Assert.That(trouble.Key, Does.StartWith("openCircuit.points[1]"));
    }

    private static AircraftType Read(string file) => AircraftTypeFile.Read(ShippedFiles.Bytes(file), file, ShippedData.Chemistries);
}
