using System.Security;
using DroneLogistics.Dispatch;

namespace DroneLogistics.Service;

/// <summary>The first page: the network, a question form that asks this service, and where to read on. No outside request.</summary>
public static class StartPage
{
    /// <summary>The page.</summary>
    public static string Html(World world)
    {
        var sites = string.Concat(world.Sites.All.Select(site => $"<option value=\"sites/{site.Id}\">{Escape($"{site.NameEnglish} {site.NameChinese}")}</option>"));
        var types = string.Concat(world.AircraftTypes.Select(type => $"<option value=\"aircraftTypes/{type.Id}\">{Escape($"{type.NameEnglish} {type.NameChinese}")}</option>"));
        return Template
            .Replace("{{SITES}}", sites, StringComparison.Ordinal)
            .Replace("{{TYPES}}", types, StringComparison.Ordinal)
            .Replace("{{PICTURE}}", NetworkPicture.Svg(world), StringComparison.Ordinal);
    }

    private static string Escape(string text) => SecurityElement.Escape(text);

    private const string Template = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <title>DroneLogistics</title><link rel="icon" href="data:,">
        <style>
        :root{color-scheme:light dark;font:16px/1.5 "Noto Sans","Noto Sans CJK SC",system-ui,sans-serif}
        body{max-width:1200px;margin:1rem auto;padding:0 1rem}
        form{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.6rem;align-items:end}
        label{display:grid;font-size:.85rem}input,select,button{font:inherit;padding:.35rem;width:100%;min-width:0;box-sizing:border-box}label{min-width:0}
        #verdict{font-size:1.4rem;font-weight:600}.go{color:#00805c}.no{color:#c2410c}
        table{border-collapse:collapse}td,th{padding:.15rem .6rem;text-align:right;border-bottom:1px solid #8886}td:first-child,th:first-child{text-align:left}
        svg{width:100%;height:auto;border:1px solid #8886}
        </style></head><body>
        <h1>DroneLogistics</h1>
        <p>Can this cargo fly? Every answer is a simulated flight: time, energy by phase, charge at landing, and each reason for a refusal.
        The same answers come by gRPC and as JSON: <a href="/reference">reference</a>, <a href="/openapi/v1.json">OpenAPI</a>, <a href="/v1/sites">sites</a>, <a href="/v1/routes">routes</a>, <a href="/v1/aircraftTypes">aircraft types</a>, <a href="/v1/flights">flights</a>.</p>
        <form id="ask">
        <label>From 起点<select id="from">{{SITES}}</select></label>
        <label>To 终点<select id="to">{{SITES}}</select></label>
        <label>Aircraft 机型<select id="type">{{TYPES}}</select></label>
        <label>Payload 载重, kg<input id="payload" type="number" min="0" step="any" value="15" required></label>
        <label>Wind from, degrees<input id="windfrom" type="number" min="0" max="360" step="any" placeholder="calm"></label>
        <label>Wind at 10 m, m/s<input id="wind" type="number" min="0" step="any" placeholder="calm"></label>
        <label>Departure, Asia/Shanghai<input id="depart" type="datetime-local"></label>
        <button>Check 检查</button>
        </form>
        <section aria-live="polite"><p id="verdict"></p><ul id="reasons"></ul><table id="phases"></table></section>
        {{PICTURE}}
        <script>
        const $=id=>document.getElementById(id);
        $('from').value='sites/putuo';$('to').value='sites/liuheng';$('type').value='aircraftTypes/fz90';
        const item=(tag,text)=>{const e=document.createElement(tag);e.textContent=text;return e};
        const seconds=d=>parseFloat(d||'NaN');
        $('ask').addEventListener('submit',async event=>{
          event.preventDefault();$('reasons').replaceChildren();$('phases').replaceChildren();
          const flight={origin:$('from').value,destination:$('to').value,aircraftType:$('type').value,payloadKg:Number($('payload').value)};
          if($('wind').value!==''||$('windfrom').value!=='')flight.wind={...($('windfrom').value!==''&&{fromDeg:Number($('windfrom').value)}),...($('wind').value!==''&&{speedMps:Number($('wind').value)})};
          if($('depart').value)flight.departureTime=$('depart').value+':00+08:00';
          let answer;
          try{const response=await fetch('/v1/flights:check',{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({flight})});answer=await response.json();
            if(!response.ok){$('verdict').className='no';$('verdict').textContent=answer.message;return}}
          catch{$('verdict').className='no';$('verdict').textContent='The service does not answer.';return}
          const d=answer.decision,go=d.verdict==='VERDICT_GO';
          $('verdict').className=go?'go':'no';
          // An arrival is only an arrival where the battery reaches it.
          const lands=d.landingSocRatio!=null?`, lands ${new Date(d.arrivalTime).toLocaleString('en-GB',{timeZone:'Asia/Shanghai'})} with ${(100*d.landingSocRatio).toFixed(1)} % charge`:', does not get there on its charge';
          $('verdict').textContent=(go?'GO 可放行':'NO_GO 不予放行')+(d.blockDuration?`: ${(seconds(d.blockDuration)/60).toFixed(1)} min block${lands}`:'');
          for(const f of d.findings)$('reasons').append(item('li',`${f.code}: ${f.message} ${f.messageZh}`));
          for(const f of d.advisories)$('reasons').append(item('li',`note ${f.code}: ${f.message} ${f.messageZh}`));
          if(d.forecast){const head=document.createElement('tr');for(const h of['phase','min','km','kW','Wh','charge %'])head.append(item('th',h));$('phases').append(head);
            for(const p of d.forecast.phases){const row=document.createElement('tr');for(const c of[p.phase,(seconds(p.duration)/60).toFixed(1),(p.distanceM/1000).toFixed(2),(p.powerW/1000).toFixed(2),p.energy.totalWh.toFixed(1),p.endSocRatio==null?'-':(100*p.endSocRatio).toFixed(1)])row.append(item('td',c));$('phases').append(row)}}
        });
        </script></body></html>
        """;
}
