using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>Filters and orders of lists.</summary>
public sealed class ListFilterTests
{
    private static readonly Site[] Sites =
    [
        new() { Name = "sites/a", County = "Putuo", ElevationMAmsl = 0, Status = Site.Types.Status.Operating, CreateTime = Requests.Now.ToTimestamp(), Pads = { new Pad { Name = "sites/a/pads/1" } } },
        new() { Name = "sites/b", County = "Dinghai", ElevationMAmsl = 12.5, Status = Site.Types.Status.Planned },
        new() { Name = "sites/c", County = "Putuo East", Status = Site.Types.Status.Operating },
    ];

    [TestCase("", "a b c")]
    [TestCase("county = Putuo", "a")]
    [TestCase("county = \"Putuo*\"", "a c")]
    [TestCase("county = \"*East\"", "c")]
    [TestCase("county != Putuo", "b c")]
    [TestCase("county:east", "c")]
    [TestCase("elevation_m_amsl < 12", "a")]
    [TestCase("elevationMAmsl >= 0", "a b")]
    [TestCase("elevation_m_amsl:*", "a b")]
    [TestCase("NOT elevation_m_amsl:*", "c")]
    [TestCase("-status=OPERATING", "b")]
    [TestCase("status = OPERATING AND county = Putuo", "a")]
    [TestCase("county = Dinghai OR county = Putuo AND status = PLANNED", "b")]
    [TestCase("county = Dinghai OR (county = Putuo AND status = OPERATING)", "a b")]
    [TestCase("create_time <= 2026-11-24T08:00:00+08:00", "a")]
    [TestCase("create_time < 2026-11-24T08:00:00+08:00", "")]
    [TestCase("pads.name = \"sites/a/*\"", "a")]
    public void A_filter_leaves_what_meets_it(string filter, string expected)
    {
        var fields = new FieldReader();
        var meets = ListFilter.Parse(filter, Site.Descriptor, fields);
        fields.ThrowIfAny();
        Assert.That(string.Join(' ', Sites.Where(site => meets!(site)).Select(site => site.Name[^1..])), Is.EqualTo(expected));
    }

    [TestCase("count = 3", "names \"count\", which is no field of the list; did you mean \"county\"?")]
    [TestCase("county", "ends early")]
    [TestCase("county Putuo", "expected one of")]
    [TestCase("county = ", "ends early")]
    [TestCase("(county = Putuo", "not closed")]
    [TestCase("county = \"Putuo", "not closed")]
    [TestCase("county = Putuo county = Dinghai", "expected AND, OR or nothing more")]
    [TestCase("elevation_m_amsl > high", "a number")]
    [TestCase("status = OPEN", "OPERATING")]
    [TestCase("create_time > yesterday", "an instant")]
    [TestCase("position = 3", "no field")]
    public void A_filter_that_is_none_is_refused_with_what_was_expected(string filter, string expected)
    {
        var fields = new FieldReader();
        Assert.That(ListFilter.Parse(filter, Site.Descriptor, fields), Is.Null);
        var trouble = Assert.Throws<BadRequestException>(fields.ThrowIfAny)!;
        Assert.That(trouble.Violations.Select(violation => (violation.Field, violation.Reason)), Is.EqualTo(((string, string)[])[("filter", "FILTER")]));
        Assert.That(trouble.Message, Does.Contain(expected));
    }

    [TestCase(1001, 1, 1)]
    [TestCase(1, 21, 1)]
    [TestCase(1, 1, 11)]
    public void A_filter_is_no_longer_than_a_person_writes(int length, int comparisons, int depth)
    {
        var fields = new FieldReader();
        var filter = new string('(', depth - 1) + string.Join(" OR ", Enumerable.Repeat($"county={new string('x', length)}", comparisons)) + new string(')', depth - 1);
        Assert.That(ListFilter.Parse(filter, Site.Descriptor, fields), Is.Null);
        Assert.That(Assert.Throws<BadRequestException>(fields.ThrowIfAny)!.Violations.Single().Reason, Is.EqualTo("FILTER_TOO_COMPLEX"));
    }

    [TestCase("county", "b a c")]
    [TestCase("county desc", "c a b")]
    [TestCase("status, elevation_m_amsl desc", "a c b")]
    [TestCase("elevation_m_amsl", "c a b")]
    public void An_order_puts_absent_first_and_equals_as_they_were(string orderBy, string expected)
    {
        var list = new ListRequest(0, string.Empty, string.Empty, orderBy);
        Assert.That(string.Join(' ', list.Page(Sites, site => site, "sites").Page.Select(site => site.Name[^1..])), Is.EqualTo(expected));
    }

    [TestCase("countie")]
    [TestCase("county down")]
    [TestCase("pads.name")]
    [TestCase("county,,status")]
    public void An_order_that_is_none_is_refused(string orderBy)
    {
        var list = new ListRequest(0, string.Empty, string.Empty, orderBy);
        Assert.That(Assert.Throws<BadRequestException>(() => list.Page(Sites, site => site, "sites"))!.Violations.Single().Reason, Is.EqualTo("ORDER_BY"));
    }

    [Test]
    public void A_page_of_a_filtered_list_goes_on_where_it_ended_and_fits_no_other_filter()
    {
        var list = new ListRequest(1, string.Empty, "status = OPERATING", "name desc");
        var (first, token) = list.Page(Sites, site => site, "sites");
        var (second, end) = (list with { PageToken = token }).Page(Sites, site => site, "sites");
        Assert.That((first.Single().Name, second.Single().Name, end), Is.EqualTo(("sites/c", "sites/a", string.Empty)));
        Assert.That(Assert.Throws<BadRequestException>(() => (list with { PageToken = token, Filter = "status = PLANNED" }).Page(Sites, site => site, "sites"))!.Violations.Single().Reason, Is.EqualTo("PAGE_TOKEN"));
    }
}
