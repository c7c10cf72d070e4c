using DroneLogistics.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats;

public sealed class ElevationTilesTests
{
    private static readonly TileAccuracy Accuracy = new(Length.FromMetres(16), Length.FromMetres(4), Length.FromMetres(20));

    [TestCase("N30E122.hgt", true)]
    [TestCase("n30e122.HGT", true)]
    [TestCase("N30E122.hgt.gz", true)]
    [TestCase("N30E122.SRTMGL1.hgt.zip", true)]
    [TestCase("dem.tif", true)]
    [TestCase("dem.TIFF", true)]
    [TestCase("island-elevations.json", false)]
    [TestCase("dem.tif.aux.xml", false)]
    [TestCase("N30E122.hgt.bak", false)]
    public void The_ending_of_a_name_tells_a_tile(string file, bool isTile) => Assert.That(ElevationTiles.IsTile(file), Is.EqualTo(isTile));

    [Test]
    public void Each_format_is_read_with_the_accuracy_that_policy_gives_it()
    {
        var srtm = ElevationTiles.Read(new MemoryStream(new byte[1201 * 1201 * 2]), "folder/N30E122.hgt", Accuracy);
        var tiff = ElevationTiles.Read(new MemoryStream(new HandMadeTiff().Bytes((_, _) => 7)), "folder/dem.TIF", Accuracy);

        Assert.That((srtm.Name, srtm.Quality), Is.EqualTo(("N30E122.hgt", new GridQuality(Length.FromMetres(16), Length.FromMetres(20), SourceStatus.Published))));
        Assert.That((tiff.Name, tiff.Quality), Is.EqualTo(("dem.TIF", new GridQuality(Length.FromMetres(4), Length.FromMetres(20), SourceStatus.Published))));
        Assert.That(tiff.At(2, 2)!.Value.Metres, Is.EqualTo(7));
    }
}
