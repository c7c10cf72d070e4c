using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.Service.Tests.Kills;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Faults;

/// <summary>A client that books one flight after another, out and back, and remembers what it was promised.</summary>
internal sealed class Bookings
{
    private readonly List<(ScheduleFlightRequest Request, string Answer, string Flight)> acknowledged = [];
    private int drawn;

    public int Acknowledged => acknowledged.Count;

    /// <summary>What it was promised, in order.</summary>
    public IReadOnlyList<string> Flights => [.. acknowledged.Select(entry => entry.Flight)];

    /// <summary>The ids of their requests, in order.</summary>
    public IReadOnlyList<string> RequestIds => [.. acknowledged.Select(entry => entry.Request.RequestId)];

    /// <summary>A flight that is only asked for to be refused.</summary>
    public static ScheduleFlightRequest Spare()
    {
        var plan = Requests.Plan("dinghai-port", "puxi", kilograms: 5);
        plan.DepartureTime = Timestamp.FromDateTime(DateTime.UtcNow.Date.AddDays(300));
        return Requests.Schedule(plan);
    }

    /// <summary>The next flight, which flies the aircraft of the one before back: four a day. Whoever draws it has to book it in the end.</summary>
    public ScheduleFlightRequest Next()
    {
        var number = drawn++;
        var plan = number % 2 == 0 ? Requests.Plan(kilograms: 5) : Requests.Plan("liuheng", "putuo", kilograms: 5);
        plan.DepartureTime = Timestamp.FromDateTime(DateTime.UtcNow.Date.AddDays(2 + (number / 4)).AddHours(1 + (2 * (number % 4))));
        return Requests.Schedule(plan);
    }

    /// <summary>Books some, all of which must succeed.</summary>
    public async Task BookAsync(ServedProcess serve, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await BookAsync(serve, Next());
        }
    }

    /// <summary>Books one, which must succeed.</summary>
    public async Task BookAsync(ServedProcess serve, ScheduleFlightRequest request) => Acknowledge(request, await serve.Flights.ScheduleFlightAsync(request));

    /// <summary>Books one after another until it is told to stop. What it does not learn the outcome of it asks for again, with the same id, until it does.</summary>
    /// <returns>The reasons that it was given meanwhile.</returns>
    public async Task<IReadOnlyList<string>> BookUntilAsync(ServedProcess serve, CancellationToken stop)
    {
        var reasons = new List<string>();
        while (!stop.IsCancellationRequested)
        {
            var request = Next();
            for (var tries = 0; ; tries++)
            {
                try
                {
                    await BookAsync(serve, request);
                    break;
                }
                catch (RpcException trouble) when (trouble.StatusCode == StatusCode.Unavailable && tries < 600)
                {
                    reasons.Add(FlightsTests.Reason(trouble));
                    await Task.Delay(100, CancellationToken.None);
                }
            }
        }

        return reasons;
    }

    /// <summary>Returns when some more are booked.</summary>
    public async Task AwaitAsync(int more, Task<IReadOnlyList<string>> client)
    {
        for (var had = Acknowledged; Acknowledged < had + more;)
        {
            if (client.IsCompleted)
            {
                await client;
                throw new InvalidOperationException("the client has stopped");
            }

            await Task.Delay(10);
        }
    }

    public void Acknowledge(ScheduleFlightRequest request, ScheduleFlightResponse answer) =>
        acknowledged.Add((request, KeptAcknowledgements.Fingerprint(answer), answer.Flight.Name));

    /// <summary>Asks again for all that was promised, and for nothing that was not.</summary>
    public async Task AllAreKeptAsync(ServedProcess serve)
    {
        foreach (var (request, answer, flight) in acknowledged)
        {
            var again = await serve.Flights.ScheduleFlightAsync(request);
            Assert.That((again.Flight.Name, KeptAcknowledgements.Fingerprint(again)), Is.EqualTo((flight, answer)), "the same request gets the same bytes");
        }

        Assert.That(await NamesAsync(serve), Is.EquivalentTo(Flights), "nothing acknowledged is lost, and nothing else is stored");
    }

    /// <summary>The flights that a service lists.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(ServedProcess serve) =>
        [.. (await serve.Flights.ListFlightsAsync(new ListFlightsRequest { PageSize = 1000 })).Flights.Select(flight => flight.Name)];

    /// <summary>How a booking is refused.</summary>
    public static async Task<(StatusCode Status, string Reason, bool MayTryAgain)> RefusalAsync(ServedProcess serve, ScheduleFlightRequest request)
    {
        var trouble = await FlightsTests.FailsAsync(() => serve.Flights.ScheduleFlightAsync(request).ResponseAsync);
        return (trouble.StatusCode, FlightsTests.Reason(trouble), trouble.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>() is not null);
    }
}
