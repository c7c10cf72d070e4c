using System.Globalization;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;
using DroneLogistics.Weather.Formats.Grib;
using NUnit.Framework;

namespace DroneLogistics.Tests.Weather.Formats;

/// <summary>Grids of model runs: a real file against the numbers of another decoder, and hand-made ones in every order and packing.</summary>
public sealed class GribReaderTests
{
    private const string Real = "gfs_20230601_t12z_1p00_10m_wind_global.grib2";
    private static readonly GeoBox Zhoushan = new(28.5, 120.5, 31.5, 123.5);

    [Test]
    public void The_numbers_of_a_real_file_are_those_of_another_decoder_to_the_last_digit_printed()
    {
        var fields = GribReader.ReadFields(Reports.Bytes(Real), Real, Forecasts.Policy);
        Assert.That(fields.Select(field => field.Product.Parameter), Is.EqualTo(["0-2-2", "0-2-3"]));
        var expected = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Weather", "cases", "gfs_20230601_expected_values_box.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.That(expected, Has.Count.EqualTo(50));
        foreach (var cells in expected)
        {
            var field = fields[cells[0] == "10u_mps" ? 0 : 1];
            var (y, x) = (field.LatitudesDegrees.ToList().IndexOf(Number(cells[2])), field.LongitudesDegrees.ToList().IndexOf(Number(cells[3])));
            Assert.That(field.Values[(y * 360) + x].ToString("0.0000000000e+00", CultureInfo.InvariantCulture), Is.EqualTo(cells[4]), string.Join(' ', cells));
            Assert.That(field.Product.ValidTime, Is.EqualTo(DateTimeOffset.Parse(cells[1], CultureInfo.InvariantCulture)));
        }

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    [Test]
    public void A_real_file_becomes_a_forecast_over_the_region_asked_for()
    {
        var import = GribReader.Read(Reports.Bytes(Real), Zhoushan, Forecasts.Options with { File = Real });
        Assert.That(import.Diagnostics, Is.Empty);
        var forecast = import.Forecast!;
        var noon = new DateTimeOffset(2023, 6, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.That((forecast.Origin.Cycle, forecast.Origin.Members, forecast.ValidTimes.Single()), Is.EqualTo(((DateTimeOffset?)noon, 1, noon)));
        Assert.That(forecast.Covers(Zhoushan), Is.True);
        Assert.That(forecast.Covers(new GeoBox(27.9, 121, 30, 123)), Is.False);

        // The mean of four corners, from the expected numbers: u at 30 N and 29 N, 122 E and 123 E.
        var wind = forecast.At(new LatLon(29.5, 122.5), Forecasts.Metres(10), noon).Wind!.Value;
        Assert.That(wind.EastMetresPerSecond, Is.EqualTo((0.25953857422 - 2.1104614258 - 0.22046142578 - 1.4504614258) / 4).Within(1e-9));
        Assert.That(wind.NorthMetresPerSecond, Is.EqualTo((-3.9582543945 - 8.4882543945 - 8.2582543945 - 10.448254395) / 4).Within(1e-8));
    }

    [Test]
    public void Every_order_of_points_and_every_packing_gives_the_numbers_that_were_packed(
        [Values] Packing packing, [Values(0, 1, 2)] int missing, [Values(3, 7, 100)] int groupLength)
    {
        var random = new Random(11);
        for (var scan = 0; scan < 16; scan++)
        {
            // A simple packing has no codes for missing points: they are left out by a bitmap.
            var grib = new HandMadeGrib
            {
                Packing = packing,
                MissingManagement = packing == Packing.Simple ? 0 : missing,
                GroupLength = groupLength,
                Scan = (byte)(scan << 4),
                Columns = random.Next(2, 9),
                Rows = random.Next(2, 9),
                BitsPerValue = random.Next(14, 25),
                BinaryScale = random.Next(-3, 4),
                DecimalScale = random.Next(-1, 3),
                WestDegrees = random.Next(-170, 350),
                Reference = (float)(random.NextDouble() * 1000) - 500,
            };
            var numbers = new long?[grib.Rows, grib.Columns];
            for (var (row, count) = (0, 0); row < grib.Rows; row++)
            {
                for (var column = 0; column < grib.Columns; column++, count++)
                {
                    numbers[row, column] = missing > 0 && random.Next(5) == 0 ? null : random.Next(4) == 0 ? random.Next(8000) : (count * 37) % 6000;
                }
            }

            var field = Read(grib.Message((row, column) => numbers[row, column])).Single();
            var expected = from row in Enumerable.Range(0, grib.Rows) from column in Enumerable.Range(0, grib.Columns) select numbers[row, column] is { } x ? grib.ValueOf(x) : double.NaN;

            // Two ways to the same product: the last digits may differ.
            Assert.That(field.Values, Is.EqualTo(expected).Within(1e-12).Percent.Or.EqualTo(expected).Within(1e-9), $"{grib}");
            Assert.That(field.LatitudesDegrees[0], Is.EqualTo(grib.SouthDegrees).Within(1e-9));
            Assert.That(Math.IEEERemainder(field.LongitudesDegrees[0] - grib.WestDegrees, 360), Is.Zero.Within(1e-9));
            Assert.That(field.LongitudesDegrees[^1], Is.LessThanOrEqualTo(180));
        }
    }

    [Test]
    public void A_grid_round_the_earth_begins_anywhere()
    {
        foreach (var west in (double[])[0, -180, 90, 200, 359])
        {
            var grib = new HandMadeGrib { Columns = 36, StepDegrees = 10, Rows = 3, SouthDegrees = 20, WestDegrees = (west + 360) % 360, Scan = 0x40 };
            var field = Read(grib.Message((row, column) => (long)((west + (column * 10) + 720) % 360) + row)).Single();
            Assert.That(field.LongitudesDegrees, Is.Ordered);
            Assert.That(field.LongitudesDegrees.Zip(field.Values).Select(pair => (((pair.First % 360) + 360) % 360) - (pair.Second * 10) - 500), Is.All.EqualTo(0).Within(1e-6), $"{west}");
        }

        var across = new HandMadeGrib { WestDegrees = 179.5 };
        Assert.That(Refusal(across.Message((_, _) => 1)).Code, Is.EqualTo("UNKNOWN_TEMPLATE"));
    }

    [Test]
    public void Heights_times_and_sums_become_a_forecast()
    {
        byte[] Field((int, int) parameter, (int, int) surface, int hours, long x, int? sum = null) => new HandMadeGrib
        {
            Parameter = parameter,
            Surface = surface,
            ForecastHours = hours,
            SumOfHours = sum,
            Reference = 0,
        }.Message((_, _) => x);
        byte[] file =
        [
            .. Field((2, 2), (103, 10), 0, 40), .. Field((2, 3), (103, 10), 0, 0), .. Field((2, 2), (103, 100), 0, 80), .. Field((2, 3), (103, 100), 0, 0),
            .. Field((2, 2), (103, 10), 3, 100), .. Field((2, 3), (103, 10), 3, 0),
            .. Field((0, 0), (103, 2), 0, 2850), .. Field((3, 1), (101, 0), 0, 1_013_000), .. Field((1, 8), (1, 0), 3, 60, sum: 3), .. Field((19, 0), (1, 0), 3, 8000),
            .. Field((6, 1), (1, 0), 0, 5), .. Field((2, 2), (100, 85_000), 0, 5),
        ];
        file = [.. file, .. new HandMadeGrib { Parameter = (1, 1), Surface = (103, 2), Reference = 0, BitsPerValue = 24 }.Message((_, _) => 800)];
        var import = GribReader.Read(file, new GeoBox(29.3, 121.3, 29.4, 121.4), Forecasts.Options);
        Assert.That(import.Refusals, Is.Empty);
        Assert.That(import.Diagnostics.Select(told => told.Found), Is.EqualTo(["0-6-1", "0-2-2 at surface 100, statistics "]));
        WeatherMoment At(double metres, double hours) => import.Forecast!.At(new LatLon(29.35, 121.35), Forecasts.Metres(metres), Worlds.Nine.AddHours(hours));

        Assert.That(At(Math.Sqrt(1000), 0).Wind!.Value.EastMetresPerSecond, Is.EqualTo(6).Within(1e-9));
        Assert.That(At(10, 1.5).Wind!.Value.EastMetresPerSecond, Is.EqualTo(7).Within(1e-9));
        Assert.That(At(2, 0).Temperature!.Value.Kelvin, Is.EqualTo(285).Within(1e-9));
        Assert.That(At(2, 0).RelativeHumidityRatio!.Value, Is.EqualTo(0.8).Within(1e-9));

        // 6 mm in three hours, known at their end.
        Assert.That((At(2, 3).PrecipitationMillimetresPerHour, At(2, 3).Visibility, At(2, 0).PrecipitationMillimetresPerHour), Is.EqualTo(((double?)2, (Length?)Length.FromMetres(800), (double?)null)));
    }

    [Test]
    public void A_gust_below_the_mean_wind_is_told_and_not_known_and_of_two_sums_of_rain_the_heavier_counts()
    {
        byte[] Field((int, int) parameter, (int, int) surface, Func<int, int, long?> x, int hours = 0, int? sum = null) =>
            new HandMadeGrib { Parameter = parameter, Surface = surface, Reference = 0, ForecastHours = hours, SumOfHours = sum }.Message(x);
        byte[] file =
        [
            .. Field((2, 2), (103, 10), (_, _) => 30, hours: 6), .. Field((2, 3), (103, 10), (_, _) => 40, hours: 6),
            .. Field((2, 22), (1, 0), (row, column) => row == 1 && column == 2 ? 49 : 50, hours: 6),
            .. Field((1, 8), (1, 0), (_, _) => 60, hours: 6, sum: 6), .. Field((1, 8), (1, 0), (_, _) => 40, hours: 6, sum: 1),
        ];
        var import = GribReader.Read(file, null, Forecasts.Options);
        Assert.That(import.Diagnostics.Select(told => (told.Code, told.Where, told.IsRefusal)), Is.EqualTo([("GUST_BELOW_WIND", "Gust[7]", false)]));
        WeatherMoment At(double latitude, double longitude) => import.Forecast!.At(new LatLon(latitude, longitude), Forecasts.Metres(10), Worlds.Nine.AddHours(6));

        // The point in row 1 and column 2 of a grid from 29 N, 121 E in quarters of a degree.
        Assert.That(At(29.25, 121.5).SurfaceGust, Is.Null);
        Assert.That(At(29.25, 121.75).SurfaceGust, Is.EqualTo(Speed.FromMetresPerSecond(5)));

        // 6 mm in six hours and 4 mm in the last of them.
        Assert.That(At(29.25, 121.5).PrecipitationMillimetresPerHour, Is.EqualTo(4));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        var good = new HandMadeGrib();
        static byte[] Of(HandMadeGrib grib) => grib.Message((row, column) => row + column);
        TestCaseData Case(string name, byte[] file, string code, string where) => new(file, code, where) { TestName = $"{name}_is_refused" };
        yield return Case("Another_edition", Of(good with { Edition = 1 }), "UNKNOWN_TEMPLATE", "byte 7");
        yield return Case("Another_grid", Of(good with { Templates = (30, 0, 0) }), "UNKNOWN_TEMPLATE", "byte 49");
        yield return Case("Another_product", Of(good with { Templates = (0, 32, 0) }), "UNKNOWN_TEMPLATE", "byte 116");
        yield return Case("Another_packing", Of(good with { Templates = (0, 0, 40) }), "UNKNOWN_TEMPLATE", "byte 152");
        yield return Case("A_scan_with_offset_rows", Of(good with { Scan = 0x08 }), "UNKNOWN_TEMPLATE", "byte 108");
        yield return Case("An_empty_file", [], "TOO_LARGE", "byte 0");
        yield return Case("A_file_of_something_else", [.. "NOT A GRIB FILE AT ALL"u8], "GRIB_FORMAT", "byte 0");
        yield return Case("A_cut_file", Of(good)[..^1], "GRIB_FORMAT", "byte 8");
        yield return Case("A_second_message_that_is_cut", [.. Of(good), .. "GRIB"u8], "GRIB_FORMAT", $"byte {Of(good).Length}");
        yield return Case("A_hostile_size", Hostile(Of(good), columns: 65_535, rows: 65_535), "TOO_LARGE", "byte 43");
        yield return Case("A_size_beyond_the_data", Hostile(Of(good), columns: 2000, rows: 1000), "COUNTS_DIFFER", "byte 148");
        yield return Case("A_reference_that_is_not_finite", Of(good with { Reference = float.NaN }), "NOT_FINITE", "byte 154");
        yield return Case("A_message_without_data", [.. Of(good)[..15], 20, .. "7777"u8], "GRIB_FORMAT", "byte 16");
        yield return Case("A_field_twice", [.. Of(good), .. Of(good)], "DUPLICATE_FIELD", $"byte {Of(good).Length}");
        yield return Case("A_wind_of_one_component", Of(good), "MISSING_VALUE", "byte 0");
        yield return Case("Nothing_that_is_read", Of(good with { Parameter = (6, 1) }), "NOTHING_OF_USE", "byte 0");
        yield return Case("Another_run", [.. Of(good), .. Of(good with { ReferenceTime = Worlds.Now })], "COUNTS_DIFFER", $"byte {Of(good).Length}");
        yield return Case("Another_lattice", [.. Of(good), .. Of(good with { Columns = 6 })], "COUNTS_DIFFER", $"byte {Of(good).Length}");

        // Number of points, columns and rows of section 3, which begins at byte 37.
        static byte[] Hostile(byte[] file, uint columns, uint rows)
        {
            foreach (var (at, value) in ((int, uint)[])[(43, columns * rows), (67, columns), (71, rows)])
            {
                System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), value);
            }

            // The grid's step is not given then.
            file[37 + 54] = 0;
            return file;
        }
    }

    [TestCaseSource(nameof(Refused))]
    public void What_cannot_be_read_is_refused_by_name_and_byte(byte[] file, string code, string where)
    {
        var import = GribReader.Read(file, null, Forecasts.Options);
        Assert.That(import.Forecast, Is.Null);
        Assert.That((import.Refusals.Single().Code, import.Refusals.Single().Where), Is.EqualTo((code, where)), $"{import.Refusals.Single()}");
    }

    [Test]
    public void A_file_cut_anywhere_or_with_bytes_changed_is_read_or_refused_and_never_crashes([Values] Packing packing)
    {
        var grib = new HandMadeGrib { Packing = packing, MissingManagement = packing == Packing.Simple ? 0 : 1, Columns = 7 };
        var file = grib.Message((row, column) => row == 2 && column == 3 ? null : (row * 31) + column);
        var random = new Random(23);
        var refusals = 0;
        for (var i = 0; i < 4000; i++)
        {
            byte[] damaged = i < file.Length ? file[..i] : [.. file];
            for (var step = i < file.Length ? 0 : random.Next(1, 4); step > 0; step--)
            {
                damaged[random.Next(16, damaged.Length - 4)] = (byte)(random.Next(4) == 0 ? 255 : random.Next(256));
            }

            try
            {
                var fields = Read(damaged);
                Assert.That(fields[0].Values, Has.Count.EqualTo(fields[0].LatitudesDegrees.Count * fields[0].LongitudesDegrees.Count));
            }
            catch (WeatherRefusedException refusal)
            {
                refusals++;
                Assert.That(refusal.Diagnostic.Where, Does.StartWith("byte "));
            }
        }

        Assert.That(refusals, Is.GreaterThan(file.Length));
    }

    private static IReadOnlyList<GribField> Read(byte[] file) => GribReader.ReadFields(file, "file", Forecasts.Policy);

    private static WeatherDiagnostic Refusal(byte[] file) => Assert.Throws<WeatherRefusedException>(() => Read(file))!.Diagnostic;
}
