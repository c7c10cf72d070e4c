using Google.Protobuf;

namespace DroneLogistics.Service;

/// <summary>What every list is asked for: a page of those that meet a filter, in an order.</summary>
/// <param name="PageSize">0 means 100, more than 1000 means 1000.</param>
/// <param name="PageToken">Of the answer before.</param>
/// <param name="Filter">See <see cref="ListFilter"/>; empty: all.</param>
/// <param name="OrderBy">See <see cref="ListOrder"/>; empty: as the list stands.</param>
public sealed record ListRequest(int PageSize, string PageToken, string Filter, string OrderBy)
{
    /// <summary>Whether the list is other than it stands.</summary>
    public bool IsPlain => Filter.Length == 0 && OrderBy.Length == 0;

    /// <summary>One page of a list that is in memory.</summary>
    /// <param name="all">The list as it stands.</param>
    /// <param name="write">A thing as the message that filter and order speak of.</param>
    /// <param name="key">What the list is; a token fits no other.</param>
    /// <exception cref="BadRequestException">Malformed.</exception>
    public (IReadOnlyList<TMessage> Page, string Next) Page<T, TMessage>(IReadOnlyList<T> all, Func<T, TMessage> write, string key)
        where TMessage : IMessage<TMessage>, new()
    {
        if (IsPlain)
        {
            var (things, after) = Pages.Cut(all, key, PageSize, PageToken);
            return ([.. things.Select(write)], after);
        }

        var fields = new FieldReader();
        var descriptor = new TMessage().Descriptor;
        var meets = ListFilter.Parse(Filter, descriptor, fields);
        var order = ListOrder.Parse(OrderBy, descriptor, fields);
        fields.ThrowIfAny();
        var messages = all.Select(write).Where(message => meets!(message)).ToList();
        return Pages.Cut(order is null ? messages : [.. messages.Order(Comparer<TMessage>.Create((one, other) => order(one, other)))], $"{key}|{Filter}|{OrderBy}", PageSize, PageToken);
    }
}
