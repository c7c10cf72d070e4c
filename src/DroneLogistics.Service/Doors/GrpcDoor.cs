using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace DroneLogistics.Service;

/// <summary>
/// Reads the one message of a gRPC call before its method does, and refuses what is no message with a status and a reason of the contract:
/// left to the framework it would come out as UNKNOWN, and a message that unfolds to a hundred times its size would be unfolded first.
/// </summary>
internal sealed partial class GrpcDoor(RequestDelegate next, int largestMessageBytes)
{
    private const int HeaderBytes = 5;

    private static readonly Dictionary<string, MethodDescriptor> Methods = OpenApiDocument.Services
        .SelectMany(service => service.Methods)
        .ToDictionary(method => $"/{method.Service.FullName}/{method.Name}", StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            await next(context);
            return;
        }

        try
        {
            await AdmitAsync(context);
        }
        catch (RpcException trouble)
        {
            await DoorRefusal.GrpcAsync(context, trouble);
            return;
        }

        await next(context);
    }

    private async Task AdmitAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not { } served)
        {
            throw ErrorStatus.Build(Code.Unimplemented, "METHOD_UNKNOWN", $"There is no method {Shown(context.Request.Path)}.");
        }

        if (context.Request.Headers["grpc-timeout"] is { Count: > 0 } timeout && (timeout.Count > 1 || !Timeout().IsMatch(timeout.ToString())))
        {
            throw ErrorStatus.Build(Code.InvalidArgument, "TIMEOUT_INVALID", "grpc-timeout is no duration; expected 1 to 8 digits and one of H, M, S, m, u, n.");
        }

        if (!Methods.TryGetValue(served.Method.FullName, out var method))
        {
            // Health and reflection: none of the contract's.
            return;
        }

        var encoding = context.Request.Headers["grpc-encoding"].ToString();
        if (encoding is not ("" or "identity" or "gzip"))
        {
            context.Response.Headers["grpc-accept-encoding"] = "identity,gzip";
            throw ErrorStatus.Build(Code.Unimplemented, "ENCODING_UNSUPPORTED", $"grpc-encoding is {Shown(encoding)}; expected identity or gzip.");
        }

        var largest = context.GetEndpoint()!.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null ? largestMessageBytes : ImportSize.LargestMessageBytes;
        var frame = Plain(await ReadAsync(context, largest), encoding, largest);
        try
        {
            method.InputType.Parser.ParseFrom(frame.AsSpan(HeaderBytes));
        }
        catch (InvalidProtocolBufferException trouble)
        {
            throw ErrorStatus.Build(Code.InvalidArgument, "MALFORMED_MESSAGE", $"The message is no {method.InputType.FullName}: {trouble.Message}");
        }

        context.Request.Headers.Remove("grpc-encoding");
        context.Features.Set<IRequestBodyPipeFeature>(new ReadBody(frame));
    }

    /// <summary>One message with its header.</summary>
    private static async Task<byte[]> ReadAsync(HttpContext context, int largest)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            ReadResult read;
            try
            {
                read = await reader.ReadAsync(context.RequestAborted);
            }
            catch (BadHttpRequestException trouble) when (trouble.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                throw TooLarge(largest);
            }

            if (read.Buffer.Length >= HeaderBytes && Length(read.Buffer) is var length && length > largest)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                throw TooLarge(largest);
            }

            if (read.Buffer.Length > HeaderBytes + (long)largest)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                throw ErrorStatus.Build(Code.Internal, "MALFORMED_MESSAGE", "Additional data after the message received.");
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = read.Buffer.ToArray();
            reader.AdvanceTo(read.Buffer.End);
            if (body.Length < HeaderBytes || body.Length < HeaderBytes + Length(new ReadOnlySequence<byte>(body)))
            {
                throw ErrorStatus.Build(Code.Internal, "MALFORMED_MESSAGE", "Incomplete message.");
            }

            return body.Length == HeaderBytes + Length(new ReadOnlySequence<byte>(body)) ? body : throw ErrorStatus.Build(Code.Internal, "MALFORMED_MESSAGE", "Additional data after the message received.");
        }
    }

    private static long Length(ReadOnlySequence<byte> body)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        body.Slice(0, HeaderBytes).CopyTo(header);
        return BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
    }

    /// <summary>The frame unfolded, never to more than the largest message.</summary>
    private static byte[] Plain(byte[] frame, string encoding, int largest)
    {
        if (frame[0] == 0)
        {
            return frame;
        }

        if (frame[0] != 1)
        {
            throw ErrorStatus.Build(Code.Internal, "MALFORMED_MESSAGE", FormattableString.Invariant($"The message has the flag {frame[0]}; expected 0, or 1 for a compressed one."));
        }

        if (encoding != "gzip")
        {
            throw ErrorStatus.Build(Code.Internal, "ENCODING_UNSUPPORTED", "The message is marked as compressed, with no grpc-encoding.");
        }

        var plain = new ArrayBufferWriter<byte>(Math.Min(largest, 4 * frame.Length) + HeaderBytes);
        plain.Write(new byte[HeaderBytes]);
        try
        {
            using var unfolding = new GZipStream(new MemoryStream(frame, HeaderBytes, frame.Length - HeaderBytes), CompressionMode.Decompress);
            for (int read; (read = unfolding.Read(plain.GetSpan(4096))) > 0;)
            {
                plain.Advance(read);
                if (plain.WrittenCount - HeaderBytes > largest)
                {
                    throw TooLarge(largest);
                }
            }
        }
        catch (InvalidDataException trouble)
        {
            throw ErrorStatus.Build(Code.InvalidArgument, "MALFORMED_MESSAGE", $"The message is no gzip: {trouble.Message}");
        }

        var whole = plain.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(1), (uint)(whole.Length - HeaderBytes));
        return whole;
    }

    private static RpcException TooLarge(int largest) =>
        ErrorStatus.Build(Code.ResourceExhausted, "MESSAGE_TOO_LARGE", FormattableString.Invariant($"The message is too large; expected at most {largest} bytes, unfolded."));

    private static string Shown(string text) => new([.. text.Take(200).Select(letter => letter is >= ' ' and < '\x7f' ? letter : '?')]);

    [GeneratedRegex("^[0-9]{1,8}[HMSmun]$")]
    private static partial Regex Timeout();

    /// <summary>A body that was read already.</summary>
    private sealed class ReadBody(byte[] body) : IRequestBodyPipeFeature
    {
        public PipeReader Reader { get; } = PipeReader.Create(new ReadOnlySequence<byte>(body));
    }
}
