using DroneLogistics.V1;
using Google.LongRunning;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Jobs;

/// <summary>Long work as operations of the contract, over the real channel.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class OperationsTests(DatabaseKind database)
{
    private RunningService service = null!;
    private GrpcChannel channel = null!;

    private Operations.OperationsClient Client => new(channel);

    [SetUp]
    public async Task Start()
    {
        service = await RunningService.StartAsync(database);
        channel = TokenHandler.Channel(service.Host.GrpcUrl, service.Token);
    }

    [TearDown]
    public async Task Stop()
    {
        channel.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public async Task An_operation_is_told_while_it_waits_and_when_it_is_given_up_and_then_forgotten()
    {
        var job = await service.Host.Operations.Store.Jobs.EnqueueAsync(LegTableJob.Kind, "a key", [1], CancellationToken.None);
        var name = $"operations/{job.Id}";
        var waiting = await Client.GetOperationAsync(new GetOperationRequest { Name = name });
        Assert.That((waiting.Done, waiting.ResultCase, waiting.Metadata.Unpack<BuildLegTableMetadata>().AttemptCount), Is.EqualTo((false, Operation.ResultOneofCase.None, 0)));
        Assert.That(await Client.WaitOperationAsync(new WaitOperationRequest { Name = name, Timeout = new Duration() }), Is.EqualTo(waiting));
        Assert.That(await Failures.CodeAsync(() => Client.DeleteOperationAsync(new DeleteOperationRequest { Name = name })), Is.EqualTo((StatusCode.FailedPrecondition, "STATE")));
        await Client.CancelOperationAsync(new CancelOperationRequest { Name = name });
        var over = await Client.WaitOperationAsync(new WaitOperationRequest { Name = name });
        Assert.That((over.Done, over.Error.Code, over.Error.GetDetail<ErrorInfo>()!.Reason), Is.EqualTo((true, (int)Code.Cancelled, "OPERATION_CANCELLED")));
        Assert.That((await Client.ListOperationsAsync(new ListOperationsRequest { Name = "operations", Filter = "done = true" })).Operations.Single(), Is.EqualTo(over));
        Assert.That((await Client.ListOperationsAsync(new ListOperationsRequest { Name = "operations", Filter = "done = false" })).Operations, Is.Empty);
        await Client.DeleteOperationAsync(new DeleteOperationRequest { Name = name });
        Assert.That(await Failures.CodeAsync(() => Client.GetOperationAsync(new GetOperationRequest { Name = name })), Is.EqualTo((StatusCode.NotFound, "OPERATION_NOT_FOUND")));
    }

    [Test]
    public async Task A_service_without_leg_tables_says_so() =>
        Assert.That(await Failures.CodeAsync(() => service.Legs.BuildLegTableAsync(new BuildLegTableRequest { Name = "legTable" })), Is.EqualTo((StatusCode.FailedPrecondition, "STATE")));
}
