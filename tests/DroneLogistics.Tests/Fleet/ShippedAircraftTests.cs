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
    public void The_five_types_of_the_network_ship()
    {
        Assert.That(ShippedData.World.AircraftTypes.Select(type => type.Id.Text), Is.SupersetOf(["ark40", "fc30", "fz90", "m100", "v2000cg"]));
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
            .Where(key => key.Steps is ["parameters", string])
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
