using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.RoutePlanning;
using DroneLogistics.Routing.Map;
using DroneLogistics.Sites;
using static System.FormattableString;

namespace DroneLogistics.Service;

/// <summary>Writes a study of routes as the message of the contract.</summary>
public static class RoutePlanWriter
{
    public static V1.PlanRouteResponse Write(RouteStudyAnswer study, IReadOnlyList<RouteOffer> offers) => new()
    {
        Routes = { study.Routes.Select(Write) },
        Straight = DecisionWriter.Write(study.Straight),
        StraightDistanceM = study.StraightDistance.Metres,
        TriedAltitudesMAmsl = { study.Altitudes.Select(altitude => altitude.Metres) },
        Offers = { offers.Select(Write) },
    };

    private static V1.PlannedRoute Write(StudiedRoute route) => new()
    {
        Decision = DecisionWriter.Write(route.Decision),
        Distinctions = { route.Distinctions.Select(distinction => (V1.RouteDistinction)distinction) },
        DistanceM = route.Way.Distance.Metres,
        CruiseAltitudeMAmsl = route.CruiseAltitude.Metres,
        NearLandM = route.NearLand.Metres,
        GroundRiskM = route.GroundRisk.Metres,
        Constraints = { route.Constraints.Select(Write) },
        Bands = { Write(route.Bands) },
    };

    private static V1.RouteConstraint Write(BindingHindrance binding)
    {
        var hindrance = binding.Hindrance;
        var message = new V1.RouteConstraint
        {
            Kind = hindrance.Kind.ToString(),
            Subject = hindrance.Subject,
            DisplayName = hindrance.NameEnglish,
            DisplayNameZh = hindrance.NameChinese,
            Location = DecisionWriter.Write(binding.Where),
        };
        if (binding.Cost is { } cost)
        {
            // The ways are exact to the drawing of the map: what rounding leaves is no cost.
            message.ExtraDistanceM = Math.Max(0, cost.Metres);
        }

        return message;
    }

    private static IEnumerable<V1.RouteBand> Write(IReadOnlyList<AltitudeBand> bands)
    {
        var metres = 0.0;
        foreach (var band in bands)
        {
            var length = band.Piece.Volume.From.DistanceTo(band.Piece.Volume.To).Metres;
            yield return new V1.RouteBand
            {
                StartDistanceM = metres,
                EndDistanceM = metres += length,
                PlannedLowMAmsl = band.Piece.PlannedLow.Metres,
                PlannedHighMAmsl = band.Piece.PlannedHigh.Metres,
                GroundMAmsl = band.Piece.HighestGround!.Value.Metres,
                FloorMAmsl = band.Floor.Metres,
                CeilingMAmsl = band.Ceiling.Metres,
                FloorSubject = band.Subject,
                FloorName = band.English,
                FloorNameZh = band.Chinese,
                OverSea = band.Piece.IsOverSea,
            };
        }
    }

    private static V1.RouteOffer Write(RouteOffer offer)
    {
        var (english, chinese) = Sentence(offer);
        return new V1.RouteOffer
        {
            Kind = (V1.RouteOfferKind)offer.Kind,
            AircraftType = $"aircraftTypes/{offer.Type.Id}",
            PayloadKg = offer.Payload.Kilograms,
            Stops =
            {
                offer.Stops.Select(stop => new V1.RouteStop
                {
                    Site = offer.NewSites.Contains(stop.Id) ? string.Empty : $"sites/{stop.Id}",
                    DisplayName = stop.NameEnglish,
                    DisplayNameZh = stop.NameChinese,
                    Location = DecisionWriter.Write(stop.Position),
                }),
            },
            Legs = { offer.Legs.Select(DecisionWriter.Write) },
            NeedsApproval = offer.NeedsApproval,
            Message = english,
            MessageZh = chinese,
        };
    }

    private static (string English, string Chinese) Sentence(RouteOffer offer)
    {
        var minutes = (offer.Legs[^1].Arrival - offer.Legs[0].Question.Departure)?.TotalMinutes;
        var distances = string.Join(" + ", offer.Legs.Select(leg => Invariant($"{leg.Way.Distance.Kilometres:0.0}")));
        var (by, byChinese) = (string.Join(" and ", offer.Stops.Select(stop => Named(offer, stop))), string.Join("、", offer.Stops.Select(stop => offer.NewSites.Contains(stop.Id) ? Invariant($"{stop.NameChinese}(新设起降点 {stop.Position.LatitudeDegrees:0.000}, {stop.Position.LongitudeDegrees:0.000})") : stop.NameChinese)));
        var (approval, approvalChinese) = offer.NeedsApproval ? (", after an approval for the legs to and from the new site", ",须先取得新航段批准") : (string.Empty, string.Empty);
        var lacking = string.Join(" and ", offer.Legs.Where(LacksAlternate).Select(leg => leg.Question.Destination.NameEnglish));
        var lackingChinese = string.Join("、", offer.Legs.Where(LacksAlternate).Select(leg => leg.Question.Destination.NameChinese));
        var (alternate, alternateChinese) = offer.LacksAlternate ? ($"; no alternate is in reach from overhead {lacking}", $";{lackingChinese}上空无可达备降场") : (string.Empty, string.Empty);
        return offer.Kind switch
        {
            RouteOfferKind.LessPayload => (
                Invariant($"With {offer.Payload.Kilograms:0.#} kg instead, without a stop: {distances} km, {minutes:0} min{alternate}."),
                Invariant($"减至 {offer.Payload.Kilograms:0.#} kg 可直飞:{distances} km,{minutes:0} 分钟{alternateChinese}。")),
            RouteOfferKind.OtherAircraft => (
                Invariant($"With {offer.Type.NameEnglish} instead, without a stop: {distances} km, {minutes:0} min{alternate}."),
                Invariant($"改用{offer.Type.NameChinese}直飞:{distances} km,{minutes:0} 分钟{alternateChinese}。")),
            _ => (
                Invariant($"{offer.Payload.Kilograms:0.#} kg by way of {by}, a fresh pack at each stop: {distances} km, {minutes:0} min with turnarounds{approval}{alternate}."),
                Invariant($"经{byChinese}中停换电可载 {offer.Payload.Kilograms:0.#} kg:{distances} km,含周转 {minutes:0} 分钟{approvalChinese}{alternateChinese}。")),
        };
    }

    private static bool LacksAlternate(Decision leg) => leg.Findings.Any(finding => finding.Code == ReasonCode.AlternateUnreachable);

    private static string Named(RouteOffer offer, Site stop) => offer.NewSites.Contains(stop.Id)
        ? Invariant($"{stop.NameEnglish} (no site yet: a landing place at {stop.Position.LatitudeDegrees:0.000} N {stop.Position.LongitudeDegrees:0.000} E)")
        : stop.NameEnglish;
}
