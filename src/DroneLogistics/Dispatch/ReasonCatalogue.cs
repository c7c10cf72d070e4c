namespace DroneLogistics.Dispatch;

/// <summary>What a reason code means and what to do about it.</summary>
/// <param name="Code">The code.</param>
/// <param name="CauseEnglish">What is the case.</param>
/// <param name="CauseChinese">The same in Chinese.</param>
/// <param name="ActionEnglish">What helps.</param>
/// <param name="ActionChinese">The same in Chinese.</param>
public sealed record ReasonEntry(ReasonCode Code, string CauseEnglish, string CauseChinese, string ActionEnglish, string ActionChinese)
{
    /// <summary>Whether it never refuses: the answer rests on it.</summary>
    public bool IsAdvisory => (int)Code >= FirstAdvisory;

    // As the contract numbers them.
    private const int FirstAdvisory = 100;
}

/// <summary>Every reason code with its cause and what to do, in the order of their numbers. What of a flight is meant, by how much and where stands in its findings.</summary>
public static class ReasonCatalogue
{
    public static readonly IReadOnlyList<ReasonEntry> All =
    [
        new(ReasonCode.PayloadExceedsLimit, "The payload is above what the type may carry, or not known.", "载荷超过机型限值或未知。", "Take off what is too much, split it into two flights, or fly a larger type.", "减载、分两班运输或改用更大机型。"),
        new(ReasonCode.TakeoffMassExceedsSiteLimit, "The take-off or landing mass is above what the pad bears or the type may weigh.", "起降质量超过起降坪承载或机型限值。", "Take payload off, or use another pad or type.", "减载,或更换起降坪、机型。"),
        new(ReasonCode.EnergyReserveShortfall, "The charge at landing is below contingency and final reserve, or the pack does not reach the destination.", "着陆剩余电量低于应急与最后储备,或无法到达。", "Carry less, fly at the airspeed of best range, wait for less wind, stop on the way for a fresh pack, or fly a type that reaches.", "减载、采用最佳航程空速、等待风减小、途中换电或改用航程更大的机型。"),
        new(ReasonCode.AlternateUnreachable, "With its pad blocked on arrival no other open landing site is reached with the final reserve.", "目的地受阻时,无其他可用备降场。", "Carry less, wait for another wind, or plan a flight to a destination with a site near it; see drone alternates.", "减载、等待风向变化或选择附近有备降场的目的地;见 drone alternates。"),
        new(ReasonCode.HeadwindExceedsAirspeed, "The wind against the track is stronger than the airspeed: there is no way forward.", "逆风大于空速,无法前进。", "Fly faster, lower, or later.", "提高空速、降低高度或推迟起飞。"),
        new(ReasonCode.WindLimitExceeded, "The mean wind is above the limit of the type, or the limit is not known.", "平均风超过机型限值,或限值未知。", "Wait until the wind falls (drone windows with a forecast), or fly a type with a higher limit.", "等待风减小(可用预报查询 drone windows)或改用抗风更强的机型。"),
        new(ReasonCode.GustLimitExceeded, "The gusts are above the limit of the type or of a pad, or the limit is not known.", "阵风超过机型或起降坪限值,或限值未知。", "Wait until the gusts fall, or fly a type with a higher limit.", "等待阵风减小或改用抗风更强的机型。"),
        new(ReasonCode.CrosswindLimitExceeded, "The wind across the approach is above the limit of the pad.", "侧风超过起降坪限值。", "Wait until it turns or falls, or use another pad.", "等待侧风减小或更换起降坪。"),
        new(ReasonCode.PrecipitationLimitExceeded, "It rains or snows more than the type may fly in, or the forecast does not tell.", "降水超过机型限值,或预报未给出。", "Wait until it stops; get a forecast that tells precipitation.", "等待降水停止,或获取含降水的预报。"),
        new(ReasonCode.VisibilityBelowMinimum, "The visibility is below the minimum of the type, or the forecast does not tell.", "能见度低于最低标准,或预报未给出。", "Wait until it lifts; get a forecast that tells visibility.", "等待能见度转好,或获取含能见度的预报。"),
        new(ReasonCode.TemperatureOutsideEnvelope, "The cells of the battery get colder or hotter than they may be.", "电芯温度超出允许范围。", "Warm the pack before take-off, let it cool, or carry less.", "起飞前预热或冷却电池,或减载。"),
        new(ReasonCode.IcingRisk, "Ice is forecast on the flight.", "预报航程中有积冰。", "Wait, or fly below the cloud and the freezing level.", "推迟,或在云下、零度层以下飞行。"),
        new(ReasonCode.LightningRisk, "Thunderstorms are forecast on the flight.", "预报航程中有雷暴。", "Wait until they are past.", "等待雷暴过境。"),
        new(ReasonCode.ForecastUnavailable, "The wind on the flight is not known: no forecast and no wind given, or the forecast does not reach so far.", "航程风况未知:无预报、未给定风,或预报未覆盖。", "Give a wind, or a forecast that covers the way and the time.", "给定风况,或提供覆盖航程与时段的预报。"),
        new(ReasonCode.ForecastTooOld, "The forecast was issued too long ago, or is from the future.", "预报发布过久或时间异常。", "Get the newest one.", "获取最新预报。"),
        new(ReasonCode.GeozoneProhibited, "The flight touches a zone in which it is prohibited, or whose rule is not known.", "航程触及禁飞区,或其规则未知。", "Take another route or time, or get the agreement of the zone's authority.", "更换航线或时段,或取得空域主管单位同意。"),
        new(ReasonCode.GeozoneAuthorizationRequired, "The flight touches a zone that needs an authorisation, and none on file covers it.", "航程触及须批准的空域,现有批准未覆盖。", "Apply to the authority that the finding names, or take another route.", "向所列主管单位申请,或更换航线。"),
        new(ReasonCode.TerrainClearanceInsufficient, "The flight passes too low over ground, water or the masts on it.", "距地形、水面或船舶桅杆的净空不足。", "Take the planned route instead of the straight line, or fly higher within the band.", "改用规划航线,或在允许范围内提高高度。"),
        new(ReasonCode.AltitudeBandEmpty, "What must be cleared lies above the highest altitude that is allowed.", "须越障高度高于允许的最高高度。", "Take another route: no altitude helps here.", "更换航线:调整高度无效。"),
        new(ReasonCode.AirspaceSlotConflict, "The flight would be where airliners have their time, or holds no slot.", "与民航时段冲突,或未持有时隙。", "Leave at the next free slot, which the finding names.", "在所列下一可用时隙起飞。"),
        new(ReasonCode.OperationalIntentConflict, "Another flight of the network, booked first, holds airspace that the flight needs at that time and height.", "所需空域在该时段和高度已由先预订的其他航班占用。", "Leave as much later or earlier as the finding names, fly at another altitude, or take another way.", "按所列时间推迟或提前起飞,或更换高度、航线。"),
        new(ReasonCode.SiteClosed, "A site is unknown to the network, not built, or closed at that time.", "起降场未知、未建成或该时段关闭。", "Leave within its hours, or use another site.", "在开放时间内起飞,或选择其他起降场。"),
        new(ReasonCode.PadUnavailable, "No pad that bears the aircraft is free when it is needed.", "所需时段无可用起降坪。", "Leave earlier or later; see drone flights.", "调整起飞时间;见 drone flights。"),
        new(ReasonCode.BatteryUnavailable, "No charged battery pack stands at the origin.", "始发地无已充电电池。", "Wait until one is charged, or bring one.", "等待充电完成或调配电池。"),
        new(ReasonCode.AircraftUnavailable, "No aircraft of the type stands free at the origin.", "始发地无可用飞机。", "Wait until one has landed, bring one, or leave the tail open.", "等待飞机到达、调配飞机或不指定具体飞机。"),
        new(ReasonCode.TimeWindowMissed, "No airspeed of the type arrives at the instant that was asked.", "任何空速均无法在指定时刻到达。", "Take the earliest or latest arrival that the finding names, or leave at another time.", "采用所列最早或最晚到达时刻,或调整起飞时间。"),
        new(ReasonCode.RouteNotApproved, "The route is not approved for flights.", "航线未获批准。", "Assess and approve it.", "评估并批准航线。"),
        new(ReasonCode.RouteSuspended, "The route is suspended, or it or its region is closed at that time.", "航线已暂停,或该时段关闭。", "Wait until the closure ends, or take another route.", "等待关闭结束或更换航线。"),
        new(ReasonCode.ApplicationDeadlinePassed, "The flight is applied for after noon of the day before, on its own and not as an urgent task.", "单次飞行申请晚于飞行前一日 12 时,且非紧急任务。", "Fly on another day or under a long-term approval; for relief or medical rescue apply as an urgent task.", "改日飞行或使用长期批准;救灾、医疗救护按紧急任务申请。"),
        new(ReasonCode.CompletionProbabilityBelowPolicy, "Too many of the simulated variations of the flight do not end as planned, in wind, energy or waiting, or it cannot be flown as planned at all.", "仿真中按计划完成的概率低于规定,或航班无法按计划飞行。", "Carry less, wait for less wind, leave nearer to the time of the forecast, or fly a type with more in hand; the finding names the causes.", "减载、等待风减小、临近预报时刻再起飞,或改用裕量更大的机型;原因见该条。"),
        new(ReasonCode.OutsideModelValidity, "The flight lies outside the range in which the model of the type is valid.", "超出机型性能模型的适用范围。", "Fly slower, lower, or in other air; nothing is told of what is not known.", "降低空速或高度,或等待气温条件改变。"),
        new(ReasonCode.ObstacleClearanceInsufficient, "The flight passes too near a tower, a wire or another structure.", "距塔架、架空线或其他构筑物过近。", "Take the planned route instead of the straight line, or fly higher within the band.", "改用规划航线,或在允许范围内提高高度。"),
        new(ReasonCode.BatteryPowerInsufficient, "The battery cannot give the power asked above its cut-off voltage or current limit.", "电池无法在截止电压或限流内供给所需功率。", "Carry less, take a fuller or newer pack, or warm it.", "减载、更换电量更足或更新的电池,或预热。"),
        new(ReasonCode.ThrustMarginInsufficient, "The rotors have too little thrust in hand in hover or gusts, or would tilt too far.", "悬停或阵风中推力余量不足,或倾角过大。", "Carry less, or wait for less wind or denser air.", "减载,或等待风减小、空气密度增大。"),
        new(ReasonCode.GroundSpeedTooLow, "The ground speed against the wind or in gusts is below the minimum.", "逆风或阵风中地速低于最低值。", "Fly faster, lower, or later.", "提高空速、降低高度或推迟起飞。"),
        new(ReasonCode.SimulationDiverged, "The simulation did not yield a finite result.", "仿真未得到有效结果。", "Check the request; if it is right, report it with the request.", "检查请求;如无误,请附请求反馈。"),
        new(ReasonCode.StepBudgetExceeded, "The simulation takes more steps than any flight needs.", "仿真步数超限。", "Check the request for a ground speed near nothing.", "检查请求是否导致地速接近零。"),
        new(ReasonCode.AuthorizationMissing, "The flight needs an approval, and none on file covers it.", "飞行须经批准,现有批准均不适用。", "Apply to the authority that the finding names, by the time it names.", "按所列期限向主管单位申请。"),
        new(ReasonCode.AuthorizationExpired, "The approval that would cover the flight is not valid at that time.", "适用的批准在该时段无效。", "Leave within its hours and validity, or have it extended.", "在批准的时段与有效期内飞行,或申请延期。"),
        new(ReasonCode.WindAssumed, "No wind was given: the answer is for calm air, or for the climatology of the month where that was asked for.", "未给定风况,按静风评估;如请求气候资料,则按该月气候评估。", "Give a wind or a forecast; scheduling asks for one.", "给定风况或预报;排班必须提供。"),
        new(ReasonCode.TerrainAssumed, "Heights below the way are assumed in part.", "航路下方高程部分为假定值。", "Bring elevation tiles (--terrain).", "提供高程数据(--terrain)。"),
        new(ReasonCode.PositionApproximate, "The position of a site is known only approximately.", "起降场位置精度有限。", "Survey it.", "实地测量。"),
        new(ReasonCode.SitePlanned, "A site, or the only alternate, is planned and not built: scheduling would refuse.", "起降场或唯一备降场尚未建成,排班将不予放行。", "Plan with it; fly when it is built.", "可用于规划,建成后方可飞行。"),
        new(ReasonCode.FleetAssumed, "No fleet was named: one aircraft of each type with full packs is assumed at every site.", "未指定机队,假定每场各机型一架且电池满电。", "Ask a running service (--server) for the fleet as it stands.", "向运行中的服务(--server)查询实际机队。"),
        new(ReasonCode.TerrainFromTiles, "Ground below the way is from elevation tiles.", "航路下方高程来自高程数据。", "None needed: the tiles are named.", "无需处理:数据来源已列出。"),
        new(ReasonCode.WeatherAssumed, "Something of the weather was not judged: no forecast was used, or it does not tell.", "部分气象要素未评估:未使用预报或预报未给出。", "Give a forecast that tells it, or look yourself.", "提供含该要素的预报,或人工判断。"),
        new(ReasonCode.ContingencyReduced, "Less contingency is kept than usual, as it was asked for.", "应急储备按要求低于常规值。", "Keep an alternate on the way in mind; ask without contingency_ratio for the usual one.", "留意途中备降场;不指定 contingency_ratio 即恢复常规储备。"),
    ];
}
